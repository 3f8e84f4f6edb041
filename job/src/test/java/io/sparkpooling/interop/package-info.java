/**
 * What the job wrote, read by readers that share no code with it: parquet-java's records, arrow-java and DuckDB. The door is
 * {@link io.sparkpooling.interop.EveryConventionTest}, one line a file.
 */
package io.sparkpooling.interop;
