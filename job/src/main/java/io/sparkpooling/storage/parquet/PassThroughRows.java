package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of one row group, in columns that pass through: a cursor in every leaf, moved from row to row. Levels and values
 * are handed on as they are, so lists, maps, structs and nulls need no understanding.
 */
final class PassThroughRows {
    private final String file;
    private final PageReadStore rowGroup;
    private final List<ColumnDescriptor> leaves;
    private final ColumnReader[] readers;
    private final long[] valuesLeft;
    private long row;

    /** A cursor at the first row of a row group, which is that of its first batch. */
    static PassThroughRows open(RowBatch first, MessageType columns) throws IOException {
        PassThroughRows rows = new PassThroughRows(first, columns.getColumns());
        // Without a creator parquet-java assumes of DELTA_BYTE_ARRAY pages what was true of its own oldest files.
        ColumnReadStore store = new ColumnReadStoreImpl(first.rowGroup(), new NoConversion(columns), columns, "");
        for (int leaf = 0; leaf < rows.readers.length; leaf++) {
            rows.open(leaf, store);
        }
        return rows;
    }

    private PassThroughRows(RowBatch first, List<ColumnDescriptor> leaves) {
        this.file = first.file();
        this.rowGroup = first.rowGroup();
        this.row = first.firstRow();
        this.leaves = leaves;
        readers = new ColumnReader[leaves.size()];
        valuesLeft = new long[leaves.size()];
    }

    @SuppressWarnings("deprecation") // the only public way to see the end of a column before reading past it
    private void open(int leaf, ColumnReadStore store) throws IOException {
        try {
            readers[leaf] = store.getColumnReader(leaves.get(leaf));
            valuesLeft[leaf] = readers[leaf].getTotalValueCount();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw unreadable(leaf, e);
        }
    }

    /** Whether these are the rows of that row group. */
    boolean areOf(PageReadStore other) {
        return rowGroup == other;
    }

    /** Hands the current row of one leaf to a writer of the same type. */
    void copy(int leaf, ColumnWriter to) throws IOException {
        ColumnDescriptor column = leaves.get(leaf);
        ColumnReader from = readers[leaf];
        try {
            requireRowStart(leaf);
            do {
                copyValue(column, from, to);
                consume(leaf);
            } while (valuesLeft[leaf] > 0 && from.getCurrentRepetitionLevel() > 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) { // parquet-java's decoders throw anything at damaged pages
            throw unreadable(leaf, e);
        }
    }

    /** Passes over the current row of one leaf. */
    void skip(int leaf) throws IOException {
        try {
            requireRowStart(leaf);
            do {
                if (readers[leaf].getCurrentDefinitionLevel()
                        == leaves.get(leaf).getMaxDefinitionLevel()) {
                    readers[leaf].skip();
                }
                consume(leaf);
            } while (valuesLeft[leaf] > 0 && readers[leaf].getCurrentRepetitionLevel() > 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw unreadable(leaf, e);
        }
    }

    /** Goes to the next row; every leaf was copied or skipped. */
    void endRow() {
        row++;
    }

    private void requireRowStart(int leaf) {
        if (valuesLeft[leaf] == 0) {
            throw new IllegalStateException("the column has no more values");
        }
        if (readers[leaf].getCurrentRepetitionLevel() != 0) {
            throw new IllegalStateException("a row begins inside a list");
        }
    }

    private void consume(int leaf) {
        valuesLeft[leaf]--;
        readers[leaf].consume();
    }

    private static void copyValue(ColumnDescriptor column, ColumnReader from, ColumnWriter to) {
        int repetition = from.getCurrentRepetitionLevel();
        int definition = from.getCurrentDefinitionLevel();
        if (repetition > column.getMaxRepetitionLevel() || definition > column.getMaxDefinitionLevel()) {
            throw new IllegalStateException("levels %d and %d are out of range".formatted(repetition, definition));
        }
        if (definition < column.getMaxDefinitionLevel()) {
            to.writeNull(repetition, definition);
            return;
        }
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> to.write(from.getBoolean(), repetition, definition);
            case INT32 -> to.write(from.getInteger(), repetition, definition);
            case INT64 -> to.write(from.getLong(), repetition, definition);
            case FLOAT -> to.write(from.getFloat(), repetition, definition);
            case DOUBLE -> to.write(from.getDouble(), repetition, definition);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> to.write(from.getBinary(), repetition, definition);
        }
    }

    private UnreadableFileException unreadable(int leaf, RuntimeException cause) {
        return new UnreadableFileException(
                "[%s, row %d, column %s] Cannot read values: %s"
                        .formatted(file, row, String.join(".", leaves.get(leaf).getPath()), cause.getMessage()),
                cause);
    }
}
