package io.sparkpooling.storage;

/**
 * Rows of a file that are stored together, so that they can be read without the others: a row group of Parquet, a record
 * batch of an Arrow file, all rows of an Arrow stream.
 *
 * @param index its place in the file, from 0
 * @param firstRow the number of its first row in the file, from 0
 * @param rows how many it has
 * @param storedBytes the bytes of its columns in the file
 * @param plainBytes the same before compression
 */
public record RowRange(int index, long firstRow, long rows, long storedBytes, long plainBytes) {}
