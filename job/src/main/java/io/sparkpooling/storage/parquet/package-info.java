/**
 * Parquet files, read and written in bulk: tensor values are copied between pages and primitive arrays without a call per
 * value, every other column passes through value for value. Doors: {@code ParquetFile} and {@code ParquetBatchReader} to
 * read, {@code ParquetBatchWriter} to write. Only public classes of parquet-java are used, so that its version is Spark's.
 */
package io.sparkpooling.storage.parquet;
