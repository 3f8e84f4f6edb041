/**
 * What a job is asked to do. {@link io.sparkpooling.configuration.JobConfiguration} is the door; {@link
 * io.sparkpooling.configuration.Settings} is the one table of words from which command line options, {@code spark.pooling.*}
 * keys, YAML keys and their documents follow. Knows no Spark: its configuration arrives as system properties.
 */
package io.sparkpooling.configuration;
