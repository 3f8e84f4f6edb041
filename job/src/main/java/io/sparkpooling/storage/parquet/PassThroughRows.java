package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of one row group, in columns that pass through: a cursor in every Parquet column, moved from row to row. What is
 * wrong with a column is said with its file, row and name.
 */
final class PassThroughRows {
    private final String file;
    private final PageReadStore rowGroup;
    private final List<ColumnDescriptor> leaves;
    private final List<LeafRows> cursors = new ArrayList<>();
    private long row;

    /** Cursors at the first row of a row group, which is that of its first batch. */
    static PassThroughRows open(RowBatch first, MessageType columns) throws IOException {
        PassThroughRows rows = new PassThroughRows(first, columns.getColumns());
        // Without a creator parquet-java assumes of DELTA_BYTE_ARRAY pages what was true of its own oldest files.
        ColumnReadStore store = new ColumnReadStoreImpl(first.rowGroup(), new NoConversion(columns), columns, "");
        for (ColumnDescriptor leaf : rows.leaves) {
            boolean vector = VectorRows.canMove(columns.getType(leaf.getPath()[0]));
            rows.guarded(
                    rows.cursors.size(),
                    () -> rows.cursors.add(
                            vector
                                    ? new VectorRows(leaf, first.rowGroup().getPageReader(leaf))
                                    : new ValueRows(leaf, store.getColumnReader(leaf))));
        }
        return rows;
    }

    private PassThroughRows(RowBatch first, List<ColumnDescriptor> leaves) {
        this.file = first.file();
        this.rowGroup = first.rowGroup();
        this.row = first.firstRow();
        this.leaves = leaves;
    }

    /** Whether these are the rows of that row group. */
    boolean areOf(PageReadStore other) {
        return rowGroup == other;
    }

    /** Moves the current row of one Parquet column to a writer's column of the same type. */
    void copy(int leaf, PassThroughWriter writer, int target) throws IOException {
        guarded(leaf, () -> cursors.get(leaf).moveTo(writer, target));
    }

    /** Passes over the current row of one Parquet column. */
    void skip(int leaf) throws IOException {
        guarded(leaf, () -> cursors.get(leaf).skip());
    }

    /** Goes to the next row; every Parquet column was copied or skipped. */
    void endRow() {
        row++;
    }

    private interface Reading {
        void run() throws IOException, DamagedPageException;
    }

    private void guarded(int leaf, Reading reading) throws IOException {
        try {
            reading.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InvalidArgumentException e) {
            throw e;
        } catch (DamagedPageException | RuntimeException e) { // parquet-java's decoders throw anything at damaged pages
            throw new UnreadableFileException(
                    "[%s, row %d, column %s] Cannot read values: %s"
                            .formatted(
                                    file, row, String.join(".", leaves.get(leaf).getPath()), e.getMessage()),
                    e);
        }
    }
}
