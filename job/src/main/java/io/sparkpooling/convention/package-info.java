/**
 * How a tensor lies in a column, one file a convention, and {@linkplain io.sparkpooling.convention.Conventions the list} of
 * them, which is the door. A {@link io.sparkpooling.convention.Column} is what a file's schema says of one column, free of
 * the file format, so that Parquet and Arrow files share what is here. Knows nothing of Spark and Parquet.
 */
package io.sparkpooling.convention;
