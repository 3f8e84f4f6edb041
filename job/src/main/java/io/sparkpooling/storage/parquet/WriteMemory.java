package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.WriteOptions;

/**
 * What writing one file takes, so that a plan can say what a task needs before it runs. An upper bound for ordinary columns:
 * one row group of compressed pages, the page that is being built in every column, and one batch of pooled tensors.
 */
public final class WriteMemory {
    /** What is left unused at the end of one array of compressed pages, as a share of them. */
    private static final double STORE_SLACK = 1.125;

    /** A page that is built value by value: its levels, values, a dictionary with its hash table, and a copy as one array. */
    private static final int PAGES_OF_ANY_TYPE = 3;

    private static final long DICTIONARY_BYTES = 3L << 20;

    private WriteMemory() {}

    /**
     * The bytes that writing takes at most.
     *
     * @param batchBytes the bound of a batch's input tensors; a larger row is a batch of its own
     */
    public static long bytes(OutputSchema schema, WriteOptions options, long batchBytes) {
        return bytes(OutputLayout.of(schema), options, batchBytes);
    }

    static long bytes(OutputLayout layout, WriteOptions options, long batchBytes) {
        long tensors = layout.pooled().stream()
                .mapToLong(column -> largestPage(column, options) * copies(options))
                .sum();
        int otherLeaves = layout.passThrough().getColumns().size();
        long others = otherLeaves * (PAGES_OF_ANY_TYPE * (long) options.pageBytes() + DICTIONARY_BYTES);
        return storeBytes(layout, options) + tensors + others + pooledBytes(layout, batchBytes);
    }

    private static int copies(WriteOptions options) {
        return options.encoding() == Encoding.BYTE_STREAM_SPLIT ? 2 : 1;
    }

    private static long storeBytes(OutputLayout layout, WriteOptions options) {
        long lastPage = layout.pooled().stream()
                .mapToLong(column -> largestPage(column, options))
                .max()
                .orElse(options.pageBytes());
        return (long) (options.rowGroupBytes() * STORE_SLACK) + lastPage + PageStore.LARGEST_SLAB;
    }

    /** Levels included, which are few beside the values unless the innermost lists are tiny. */
    private static long largestPage(PooledColumn column, WriteOptions options) {
        long row = (long) column.type().shape().elementCount()
                * Math.max(Integer.BYTES, column.type().elementType().bytes());
        return Math.max(row, options.pageBytes()) * 5 / 4;
    }

    private static long pooledBytes(OutputLayout layout, long batchBytes) {
        long inputRow = layout.pooled().stream()
                .map(PooledColumn::source)
                .distinct()
                .mapToLong(source -> source.type().bytes())
                .sum();
        long pooledRow = layout.pooled().stream()
                .mapToLong(column -> column.type().bytes())
                .sum();
        return Math.max(1, batchBytes / Math.max(1, inputRow)) * pooledRow;
    }
}
