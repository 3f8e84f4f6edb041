package io.sparkpooling.storage.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The finished pages of one Parquet column in the current row group. Takes pages from our own page builders and, as a {@link
 * PageWriter}, from parquet-java's column writers. Pages are of version 1, which every reader knows.
 */
final class ColumnChunk implements PageWriter {
    private final ColumnDescriptor column;
    private final PageStore store;
    private final Scratch scratch = new Scratch();
    private final List<Page> pages = new ArrayList<>();
    private final List<DictionaryPage> dictionaries = new ArrayList<>();
    private long values;
    private long storedBytes;

    ColumnChunk(ColumnDescriptor column, PageStore store) {
        this.column = column;
        this.store = store;
    }

    /** A compressed page and what its header says. */
    private record Page(
            BytesInput bytes,
            int plainBytes,
            int values,
            int rows,
            Statistics<?> statistics,
            Optional<SizeStatistics> sizes,
            Encoding repetitionLevels,
            Encoding definitionLevels,
            Encoding encoding) {}

    /** Adds a page that is complete but for compression: levels and values in {@code page[offset .. offset + length]}. */
    void add(byte[] page, int offset, int length, int valueCount, int rows, Encoding encoding) throws IOException {
        BytesInput bytes = store.store(page, offset, length);
        Statistics<?> none = Statistics.noopStats(column.getPrimitiveType());
        add(new Page(bytes, length, valueCount, rows, none, Optional.empty(), Encoding.RLE, Encoding.RLE, encoding));
    }

    private void add(Page page) {
        pages.add(page);
        values += page.values();
        storedBytes += page.bytes().size();
    }

    /** Writes the chunk and forgets it. */
    void writeTo(ParquetFileWriter writer, CompressionCodecName codec) throws IOException {
        writer.startColumn(column, values, codec);
        for (DictionaryPage dictionary : dictionaries) {
            writer.writeDictionaryPage(dictionary);
        }
        for (Page page : pages) {
            writer.writeDataPage(
                    page.values(),
                    page.plainBytes(),
                    page.bytes(),
                    page.statistics(),
                    page.rows(),
                    page.repetitionLevels(),
                    page.definitionLevels(),
                    page.encoding(),
                    null,
                    null,
                    page.sizes().orElse(null));
        }
        writer.endColumn();
        pages.clear();
        dictionaries.clear();
        values = 0;
        storedBytes = 0;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> statistics,
            SizeStatistics sizeStatistics,
            GeospatialStatistics geospatialStatistics,
            Encoding rlEncoding,
            Encoding dlEncoding,
            Encoding valuesEncoding)
            throws IOException {
        int length = scratch.fill(bytes);
        BytesInput stored = store.store(scratch.array(), 0, length);
        add(new Page(
                stored,
                length,
                valueCount,
                rowCount,
                statistics,
                Optional.ofNullable(sizeStatistics),
                rlEncoding,
                dlEncoding,
                valuesEncoding));
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        int length = scratch.fill(page.getBytes());
        BytesInput stored = store.store(scratch.array(), 0, length);
        storedBytes += stored.size();
        dictionaries.add(new DictionaryPage(stored, length, page.getDictionarySize(), page.getEncoding()));
    }

    @Override
    public long getMemSize() {
        return storedBytes;
    }

    @Override
    public long allocatedSize() {
        return storedBytes;
    }

    @Override
    public String memUsageString(String prefix) {
        return "%s %d pages, %d bytes".formatted(prefix, pages.size(), storedBytes);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> statistics,
            Encoding rlEncoding,
            Encoding dlEncoding,
            Encoding valuesEncoding)
            throws IOException {
        writePage(bytes, valueCount, rowCount, statistics, null, null, rlEncoding, dlEncoding, valuesEncoding);
    }

    @Deprecated
    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> statistics,
            Encoding rlEncoding,
            Encoding dlEncoding,
            Encoding valuesEncoding) {
        throw new UnsupportedOperationException("a page must say how many rows it has");
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetitionLevels,
            BytesInput definitionLevels,
            Encoding dataEncoding,
            BytesInput data,
            Statistics<?> statistics) {
        throw new UnsupportedOperationException("pages are of version 1");
    }

    /** Makes a page one array before compression, always the same one. */
    private static final class Scratch extends ByteArrayOutputStream {
        int fill(BytesInput bytes) throws IOException {
            reset();
            bytes.writeAllTo(this);
            return count;
        }

        byte[] array() {
            return buf;
        }
    }
}
