package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.parquet.ChunkPages.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;

/**
 * The pages of a column chunk for parquet-java's column readers, one at a time. Each has memory of its own, since strings
 * that parquet-java reads are views of their page and may be kept by a writer's dictionary.
 */
@SuppressWarnings("deprecation") // old files use PLAIN_DICTIONARY
final class StreamedPages implements PageReader {
    private final ChunkPages pages;
    private final ColumnDescriptor leaf;
    private final LeafLevels levels;
    private final Statistics<?> none;
    private final long rows;
    private long rowsSeen;

    StreamedPages(ParquetFile file, int rowGroup, ColumnDescriptor leaf, PageDecompressor decompressor) {
        this.pages = new ChunkPages(file, rowGroup, leaf, decompressor, Lifetime.FOREVER);
        this.leaf = leaf;
        this.levels = LeafLevels.of(file.schema(), leaf);
        this.none = Statistics.noopStats(leaf.getPrimitiveType());
        this.rows = file.rowGroups().get(rowGroup).rows();
    }

    @Override
    public long getTotalValueCount() {
        return pages.valueCount();
    }

    @Override
    public DictionaryPage readDictionaryPage() {
        try {
            return pages.dictionary().map(StreamedPages::dictionary).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataPage readPage() {
        try {
            Optional<StoredPage> page = pages.next();
            if (page.isEmpty()) {
                return null;
            }
            requireHarmless(page.get());
            return page.get().isVersion2() ? version2(page.get()) : version1(page.get());
        } catch (DamagedPageException e) {
            throw new UncheckedIOException(pages.unreadable(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * parquet-java's decoders allocate by what runs and blocks claim to hold, and skip for ever where plain values end too
     * early; so all of that is compared first.
     */
    private void requireHarmless(StoredPage page) throws DamagedPageException {
        io.sparkpooling.storage.parquet.DataPage parts = io.sparkpooling.storage.parquet.DataPage.of(page, levels);
        int count = parts.valueCount();
        parts.repetitionRuns(levels).requireNoMoreThan(count);
        parts.definitionRuns(levels).requireNoMoreThan(count);
        countRows(parts);
        Slice values = parts.values();
        switch (parts.encoding()) {
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (values.length() > 0) {
                    new HybridRuns(values.from(1), values.bytes()[values.offset()], -1).requireNoMoreThan(count);
                }
            }
            case RLE -> {
                if (values.length() > 0) {
                    new HybridRuns(values.from(Integer.BYTES), 1, 1).requireNoMoreThan(count);
                }
            }
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY ->
                DeltaCheck.of(parts.encoding(), values, count);
            case PLAIN -> requirePlainBytes(parts);
            case BIT_PACKED, BYTE_STREAM_SPLIT -> {
                // allocate nothing by what they claim
            }
        }
    }

    /** parquet-java stops after the last row, whatever follows; a row that nobody reads would be lost without a word. */
    private void countRows(io.sparkpooling.storage.parquet.DataPage page) throws DamagedPageException {
        long inPage = levels.largestRepetition() == 0
                ? page.valueCount()
                : page.repetitionRuns(levels).count(0, page.valueCount());
        if (page.rowCount().isPresent() && page.rowCount().getAsInt() != inPage) {
            throw new DamagedPageException("its header states %d rows, its levels %d"
                    .formatted(page.rowCount().getAsInt(), inPage));
        }
        rowsSeen += inPage;
        if (rowsSeen > rows) {
            throw new DamagedPageException("the column has more rows than its row group");
        }
    }

    private void requirePlainBytes(io.sparkpooling.storage.parquet.DataPage page) throws DamagedPageException {
        int width =
                switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
                    case INT32, FLOAT -> Integer.BYTES;
                    case INT64, DOUBLE -> Long.BYTES;
                    case INT96 -> Integer.BYTES + Long.BYTES;
                    case FIXED_LEN_BYTE_ARRAY -> leaf.getPrimitiveType().getTypeLength();
                    case BOOLEAN, BINARY -> 0;
                };
        int largest = levels.largestDefinition();
        long present =
                largest == 0 ? page.valueCount() : page.definitionRuns(levels).count(largest, page.valueCount());
        if (width > 0 && page.values().length() != present * width) {
            throw new DamagedPageException("its values take %d bytes, its levels say %d of %d bytes each"
                    .formatted(page.values().length(), present, width));
        }
    }

    private static DictionaryPage dictionary(StoredPage page) {
        DictionaryPageHeader header = page.header().getDictionary_page_header();
        return new DictionaryPage(
                bytes(page.bytes()), header.getNum_values(), StoredPage.encoding(header.getEncoding()));
    }

    private DataPage version1(StoredPage page) {
        DataPageHeader header = page.header().getData_page_header();
        return new DataPageV1(
                bytes(page.bytes()),
                header.getNum_values(),
                page.bytes().length(),
                none,
                StoredPage.encoding(header.getRepetition_level_encoding()),
                StoredPage.encoding(header.getDefinition_level_encoding()),
                page.encoding());
    }

    private DataPage version2(StoredPage page) throws DamagedPageException {
        DataPageHeaderV2 header = page.header().getData_page_header_v2();
        int repetition = header.getRepetition_levels_byte_length();
        int definition = header.getDefinition_levels_byte_length();
        return DataPageV2.uncompressed(
                header.getNum_rows(),
                header.getNum_nulls(),
                header.getNum_values(),
                bytes(page.bytes().part(0, repetition)),
                bytes(page.bytes().part(repetition, definition)),
                page.encoding(),
                bytes(page.bytes().from(repetition + definition)),
                none);
    }

    private static BytesInput bytes(Slice slice) {
        return BytesInput.from(slice.bytes(), slice.offset(), slice.length());
    }
}
