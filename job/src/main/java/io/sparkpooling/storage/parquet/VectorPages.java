package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/**
 * Builds the pages of a list column of floating point numbers that passes through: plain, of whole rows, without dictionary
 * and statistics, neither of which is of use for such values.
 */
final class VectorPages implements VectorRows.Target {
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_LEVELS = 1 << 24;

    private final ColumnDescriptor column;
    private final ColumnChunk chunk;
    private final int width;
    private final int pageBytes;
    private final PageBuffer page = new PageBuffer();
    private LevelEncoder repetition;
    private LevelEncoder definition;
    private int rows;
    private int levels;
    private int values;
    private int valuesBefore;

    VectorPages(ColumnDescriptor column, WriteOptions options, ColumnChunk chunk) {
        this.column = column;
        this.chunk = chunk;
        this.pageBytes = options.pageBytes();
        width = VectorPage.width(column);
        begin();
    }

    private void begin() {
        repetition = new LevelEncoder(column.getMaxRepetitionLevel());
        definition = new LevelEncoder(column.getMaxDefinitionLevel());
        rows = 0;
        levels = 0;
        values = 0;
        valuesBefore = 0;
    }

    @Override
    public void append(
            byte[] repetitionLevels, byte[] definitionLevels, int from, int to, int present, VectorPage.Values source)
            throws DamagedPageException {
        addRuns(repetition, repetitionLevels, from, to);
        addRuns(definition, definitionLevels, from, to);
        levels = Math.addExact(levels, to - from);
        long bytes = (values + (long) present) * width;
        if (bytes > TensorPages.MOST_ROW_BYTES) {
            throw new InvalidArgumentException("Cannot write column %s: a row of %d bytes (must be at most %d)"
                    .formatted(String.join(".", column.getPath()), bytes, TensorPages.MOST_ROW_BYTES));
        }
        page.reserve((int) bytes, pageBytes);
        source.read(page.bytes(), page.valueStart() + values * width, present);
        values += present;
    }

    /** Compares the levels with themselves, moved by one, to find where a run ends: the JDK does that with vectors. */
    private static void addRuns(LevelEncoder encoder, byte[] levels, int from, int to) {
        int start = from;
        while (start < to) {
            int change = Arrays.mismatch(levels, start, to - 1, levels, start + 1, to);
            int end = change < 0 ? to : start + change + 1;
            encoder.add(levels[start], end - start);
            start = end;
        }
    }

    /** Ends the page too if another row like this one would make it too large. */
    @Override
    public void endRow() throws IOException {
        rows++;
        int row = values - valuesBefore;
        valuesBefore = values;
        if ((values + (long) row) * width > pageBytes || rows == MOST_ROWS || levels >= MOST_LEVELS) {
            endPage();
        }
    }

    /** Ends the page that is being built, if any. */
    void endPage() throws IOException {
        if (rows > 0) {
            byte[] head = TensorLevels.sections(repetition.finish(), definition.finish());
            page.addTo(chunk, head, values * width, levels, rows, Encoding.PLAIN);
            begin();
        }
    }
}
