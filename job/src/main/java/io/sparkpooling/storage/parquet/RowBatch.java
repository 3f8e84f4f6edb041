package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;

/**
 * Some consecutive rows of one row group: the tensors decoded, the other columns as pages to be read alongside. Valid until
 * the reader advances.
 */
public final class RowBatch implements TensorBatch {
    private final String file;
    private final long firstRow;
    private final int rows;
    private final List<TensorValues> tensors;
    private final PageReadStore rowGroup;

    RowBatch(String file, long firstRow, int rows, List<TensorValues> tensors, PageReadStore rowGroup) {
        this.file = file;
        this.firstRow = firstRow;
        this.rows = rows;
        this.tensors = List.copyOf(tensors);
        this.rowGroup = rowGroup;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public long firstRow() {
        return firstRow;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public TensorValues tensor(int index) {
        return tensors.get(index);
    }

    /**
     * The pages of every column of the row group that these rows belong to: the same object for all its batches. Pages are
     * read when they are asked for, each {@code getPageReader} begins anew, and what cannot be read is thrown as an {@link
     * java.io.UncheckedIOException} around the {@link io.sparkpooling.storage.UnreadableFileException}, since parquet-java's
     * interface allows no other.
     */
    public PageReadStore rowGroup() {
        return rowGroup;
    }
}
