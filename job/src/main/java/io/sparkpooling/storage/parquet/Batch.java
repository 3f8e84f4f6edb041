package io.sparkpooling.storage.parquet;

import org.apache.parquet.column.page.PageReadStore;

/**
 * Rows of the input, as far as columns are concerned that pass through.
 *
 * @param file how messages call the file
 * @param firstRow the number of the first row in the file
 * @param rows how many follow each other
 * @param rowGroup the pages of their row group; the same object for all batches of one row group
 */
record Batch(String file, long firstRow, int rows, PageReadStore rowGroup) {}
