package io.sparkpooling.storage;

import java.util.List;

/** How many rows a batch has: as many as its bytes allow, at least one, and never more than an array can hold. */
public final class BatchSize {
    private static final int MOST_ROWS = 1 << 16;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private BatchSize() {}

    /**
     * The largest number of rows that a batch of these columns can have.
     *
     * @param batchBytes the bound of the tensors' bytes
     */
    public static int rows(List<RowRange> ranges, List<? extends StoredTensor> tensors, long batchBytes) {
        long rowBytes =
                tensors.stream().mapToLong(column -> column.type().bytes()).sum();
        int elements = tensors.stream()
                .mapToInt(column -> column.type().shape().elementCount())
                .max()
                .orElse(0);
        long most = ranges.stream().mapToLong(RowRange::rows).max().orElse(0);
        most = Math.min(most, MOST_ROWS);
        most = Math.min(most, Math.max(1, batchBytes / Math.max(1, rowBytes)));
        return (int) Math.min(most, LONGEST_ARRAY / Math.max(1, elements));
    }

    /** Refuses tensors of which not even one fits into this process: a file can state any shape. */
    public static void requireOneFits(String file, List<? extends StoredTensor> tensors)
            throws UnreadableFileException {
        long memory = Runtime.getRuntime().maxMemory();
        for (StoredTensor column : tensors) {
            if (column.type().bytes() > memory / 4) {
                throw new UnreadableFileException(
                        "[%s, column %s] Cannot read tensors: one of %s takes %d bytes, more than a quarter of this process' memory (%d)"
                                .formatted(
                                        file,
                                        column.name(),
                                        column.type(),
                                        column.type().bytes(),
                                        memory));
            }
        }
    }
}
