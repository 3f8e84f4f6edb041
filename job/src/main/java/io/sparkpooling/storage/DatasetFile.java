package io.sparkpooling.storage;

import io.sparkpooling.convention.ColumnHints;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open file of a dataset, of whatever format: all that the job asks of one. What says where things lie has been read and
 * checked, the rows have not. Not thread-safe: one task, one file.
 */
public interface DatasetFile extends Closeable {
    /** How messages call the file. */
    String name();

    /** The file's bytes. */
    long length();

    /** The program that wrote the file, as it calls itself; empty if it does not say. */
    String createdBy();

    /** What can be read by itself, in the order of the file. */
    List<RowRange> ranges();

    /** What users call one of {@link #ranges}: {@code row group}, {@code record batch}. */
    String rangeWord();

    /** The rows of all ranges. */
    default long rows() {
        return ranges().stream().mapToLong(RowRange::rows).sum();
    }

    /** What each leaf column takes, in the order of the schema. */
    List<ColumnSize> columnSizes();

    /**
     * What the columns hold.
     *
     * @param companions the columns that operations read beside those that they pool
     * @param named the columns, besides those with hints, at whose first row to look where rows each say what they hold
     * @throws io.sparkpooling.tensor.InvalidArgumentException if a column is named that there is not, or a hint contradicts
     *     the file
     */
    DatasetColumns columns(Map<String, ColumnHints> hints, Set<String> companions, Set<String> named)
            throws IOException;

    /** The same for somebody who wants to know what the file holds: looks at the first row of every column that needs it. */
    DatasetColumns inspect(Map<String, ColumnHints> hints) throws IOException;

    /** The same where no operation reads beside. */
    default DatasetColumns columns(Map<String, ColumnHints> hints) throws IOException {
        return columns(hints, Set.of(), Set.of());
    }

    /**
     * A reader of consecutive ranges, which does not own the file.
     *
     * @param tensors columns of this file, or of another of the same dataset
     * @param batchBytes the most that the tensors of a batch take, unless a single row takes more
     */
    BatchReader read(int firstRange, int rangeCount, List<StoredTensor> tensors, long batchBytes) throws IOException;

    /** An upper estimate of the memory that such a reader holds. */
    long readBytes(List<StoredTensor> tensors, long batchBytes) throws IOException;
}
