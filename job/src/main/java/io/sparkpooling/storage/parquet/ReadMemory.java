package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.BatchSize;
import io.sparkpooling.storage.parquet.ParquetFile.RowGroup;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * How much memory reading a file holds at most, for a plan to print: the tensors of a batch, and for each column one page as
 * it is stored and as it is plain. Footers do not say how large pages are, so of each column that is not small the first
 * page headers are looked at, and pages are taken to become twice as large as the largest of these.
 */
public final class ReadMemory {
    /** What cannot matter: columns up to this size are counted as if they were one page. */
    private static final long SMALL = 4L << 20;

    private static final int LOOKED_AT = 4;
    private static final int HEADER_READ = 1 << 12;
    /** Pages that pass through have memory of their own: the present one, and the one before that waits to be collected. */
    private static final int PASSING_PAGES = 2;

    private ReadMemory() {}

    /** The bytes that a {@link ParquetBatchReader} holds with these columns and this bound of a batch. */
    public static long bytes(ParquetFile file, List<TensorColumn> tensors, long batchBytes) throws IOException {
        long batch = BatchSize.rows(file.ranges(), tensors, batchBytes)
                * tensors.stream().mapToLong(column -> column.type().bytes()).sum();
        long levels = tensors.stream()
                .mapToLong(column -> column.type().shape().elementCount())
                .sum();
        Optional<RowGroup> largest = file.rowGroups().stream().max(Comparator.comparingLong(RowGroup::plainBytes));
        long pages = 0;
        if (largest.isPresent()) {
            for (ColumnDescriptor leaf : file.schema().getColumns()) {
                boolean tensor =
                        tensors.stream().anyMatch(column -> column.leaf().equals(leaf));
                pages += pageBytes(file, largest.get(), leaf, tensor ? 1 : PASSING_PAGES);
            }
        }
        return batch + levels + pages;
    }

    private static long pageBytes(ParquetFile file, RowGroup group, ColumnDescriptor leaf, int plainPages)
            throws IOException {
        ColumnChunkMetaData chunk = file.chunk(group.index(), leaf);
        long plain = chunk.getTotalUncompressedSize();
        long stored = chunk.getTotalSize();
        if (plain > SMALL) {
            PageSizes pages = PageSizes.ofFirst(file, group.index(), leaf, LOOKED_AT, HEADER_READ);
            plain = Math.min(plain, 2 * pages.largestPlain());
            stored = Math.min(stored, 2 * pages.largestStored());
        }
        return Math.max(stored, Math.min(chunk.getTotalSize(), ChunkBytes.READ_AHEAD)) + plainPages * plain;
    }
}
