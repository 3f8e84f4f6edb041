/**
 * The command line. {@link io.sparkpooling.cli.Main} is the door; one class a command. The only package that prints or ends the
 * JVM. Results go to standard output, everything else to standard error.
 */
package io.sparkpooling.cli;
