package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.parquet.ChunkPages.Lifetime;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tensors of one column in one row group, row after row. Whole tensors are found by comparing levels in bulk and copied
 * in bulk, from pages that hold nothing else many rows at a time; only the remaining rows are looked at value by value. Rows
 * may begin in one page and end in another.
 */
final class ColumnRows {
    private final ChunkPages pages;
    private final LeafLevels levels;
    private final int rowSize;
    private final ValueDecoding decoding;
    private final LevelWindow window;
    private final RowScan scan;
    private PageValues values = PageValues.NONE;

    /** @param row the repetition levels of a whole tensor of the column */
    ColumnRows(
            ParquetFile file,
            int rowGroup,
            TensorColumn column,
            LevelPattern row,
            PageDecompressor decompressor,
            ReadCounters counters)
            throws IOException {
        this.pages = new ChunkPages(file, rowGroup, column.leaf(), decompressor, Lifetime.UNTIL_NEXT);
        this.levels = LeafLevels.of(file.schema(), column.leaf());
        this.rowSize = row.size();
        this.scan = new RowScan(column.type().shape());
        LeafType type = LeafType.of(column.leaf(), column.type().elementType());
        Optional<StoredPage> dictionary = pages.dictionary();
        try {
            this.decoding = new ValueDecoding(type, column.leaf(), dictionary);
            this.window = new LevelWindow(levels, row, pages.valueCount(), counters);
        } catch (DamagedPageException e) {
            throw pages.unreadable(e);
        }
        scan.begin();
    }

    /** Reads the next {@code rows} rows. */
    void read(ArrayTensors into, int rows) throws IOException {
        try {
            int row = 0;
            while (row < rows) {
                row += readWholeRows(into, row, rows - row);
                if (row < rows) {
                    readRow(into, row++);
                }
            }
        } catch (DamagedPageException e) {
            throw pages.unreadable(e);
        }
    }

    /** After the last row: nothing may be left. */
    void requireEnd() throws IOException {
        try {
            if (load()) {
                throw new DamagedPageException("the column has more rows than its row group");
            }
            values.requireEnd();
        } catch (DamagedPageException e) {
            throw pages.unreadable(e);
        }
    }

    /** The rows of a dense page but for its last, of which only the next page tells whether it ends here. */
    private int readWholeRows(ArrayTensors into, int row, int most) throws DamagedPageException {
        if (!window.isDense()) {
            return 0;
        }
        int whole = Math.min(most, (window.available() - 1) / rowSize);
        values.read(into.values(), row * rowSize, whole * rowSize);
        window.advance(whole * rowSize);
        return whole;
    }

    private void readRow(ArrayTensors into, int row) throws IOException, DamagedPageException {
        if (!load()) {
            throw new DamagedPageException("the column ends here, but rows are missing");
        }
        if (!window.startsRow()) {
            throw new DamagedPageException("the column begins within a row");
        }
        scan.begin();
        do {
            readPart(into, row);
        } while (window.available() == 0 && load() && !window.startsRow());
        into.setState(row, scan.state());
    }

    /** As much of a row as is available. */
    private void readPart(ArrayTensors into, int row) throws DamagedPageException {
        if (scan.isDense()) {
            int within = scan.denseElements();
            int count = window.agreeing(within, rowSize - within);
            values.read(into.values(), row * rowSize + within, count);
            window.advance(count);
            scan.addDense(count);
        }
        if (window.available() > 0 && (scan.isEmpty() || !window.startsRow())) {
            readOddPart();
        }
    }

    private void readOddPart() throws DamagedPageException {
        scan.endDense();
        if (!window.startsRow()) {
            scan.addRagged();
        }
        int skipped = 0;
        do {
            int definition = window.definition();
            if (definition == levels.largestDefinition()) {
                scan.addValue();
                skipped++;
            } else {
                scan.add(levels.absences().get(definition));
            }
            window.advance(1);
        } while (window.available() > 0 && !window.startsRow());
        values.skip(skipped);
    }

    /** Makes at least one value available; false after the last of the chunk. */
    private boolean load() throws IOException, DamagedPageException {
        while (!window.refill()) {
            Optional<StoredPage> page = pages.next();
            if (page.isEmpty()) {
                return false;
            }
            values.requireEnd();
            DataPage data = DataPage.of(page.get(), levels);
            values = decoding.of(data);
            window.open(data, scan.isDense() ? OptionalInt.of(scan.denseElements() % rowSize) : OptionalInt.empty());
        }
        return true;
    }
}
