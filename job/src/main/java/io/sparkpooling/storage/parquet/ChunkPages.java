package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The pages of one column chunk, one after the other, each checked against its checksum (where the writer left one) and
 * decompressed. Only one page is in memory; the footer's and the header's numbers are compared before anything is allocated.
 */
final class ChunkPages {
    private final ChunkPlace place;
    private final ChunkBytes bytes;
    private final PageCodec codec;
    private final PageHeaders headers;
    private final PageDecompressor decompressor;
    private final PageMemory memory;
    private final int smallestValue;
    private final long valueCount;
    private long valuesLeft;
    private long page = -1;
    private Optional<PageHeader> peeked = Optional.empty();

    /** Whether the bytes of a data page are valid until the next one is read, or for ever. */
    enum Lifetime {
        UNTIL_NEXT,
        FOREVER
    }

    ChunkPages(
            ParquetFile file, int rowGroup, ColumnDescriptor leaf, PageDecompressor decompressor, Lifetime lifetime) {
        ColumnChunkMetaData chunk = file.chunk(rowGroup, leaf);
        this.place = ChunkPlace.of(file, rowGroup, leaf);
        this.bytes = new ChunkBytes(file.source(), chunk.getStartingPos(), chunk.getTotalSize(), ChunkBytes.READ_AHEAD);
        this.codec = PageCodec.of(chunk.getCodec());
        this.headers = new PageHeaders(codec, chunk.getTotalUncompressedSize());
        this.decompressor = decompressor;
        this.memory = new PageMemory(lifetime);
        this.smallestValue = smallestValue(leaf.getPrimitiveType());
        this.valueCount = chunk.getValueCount();
        this.valuesLeft = valueCount;
    }

    /** The values and nulls of the whole chunk. */
    long valueCount() {
        return valueCount;
    }

    /** What {@code reason} makes of the page that was read last. */
    UnreadableFileException unreadable(DamagedPageException reason) {
        return place.unreadable(page, reason);
    }

    /** The dictionary, if the chunk begins with one; its bytes are valid for ever. To be asked for before any data page. */
    Optional<StoredPage> dictionary() throws IOException {
        try {
            Optional<PageHeader> header = peek();
            if (header.isEmpty() || header.get().getType() != PageType.DICTIONARY_PAGE) {
                return Optional.empty();
            }
            peeked = Optional.empty();
            requireDictionarySize(header.get());
            Slice plain = Slice.of(new byte[header.get().getUncompressed_page_size()]);
            return Optional.of(new StoredPage(header.get(), read(header.get(), Optional.of(plain))));
        } catch (DamagedPageException e) {
            throw place.unreadable(page, e);
        }
    }

    /** The next data page; none after the last value of the chunk. */
    Optional<StoredPage> next() throws IOException {
        try {
            Optional<PageHeader> header = peek();
            peeked = Optional.empty();
            return header.isEmpty() ? Optional.empty() : Optional.of(data(header.get()));
        } catch (DamagedPageException e) {
            throw place.unreadable(page, e);
        }
    }

    private StoredPage data(PageHeader header) throws IOException, DamagedPageException {
        if (header.getType() == PageType.DICTIONARY_PAGE) {
            throw new DamagedPageException("a dictionary is not expected here");
        }
        StoredPage stored = new StoredPage(header, read(header, Optional.empty()));
        if (stored.valueCount() < 0 || stored.valueCount() > valuesLeft) {
            throw new DamagedPageException("its header claims %d values, %d are left in the column"
                    .formatted(stored.valueCount(), valuesLeft));
        }
        valuesLeft -= stored.valueCount();
        if (valuesLeft == 0) {
            requireNoMorePages();
        }
        return stored;
    }

    /** Bytes may be left, but no further page of values: then some header before has claimed too many. */
    private void requireNoMorePages() throws DamagedPageException {
        if (bytes.available() > 0 && headers.isDataNext(bytes)) {
            throw new DamagedPageException("the column has more than its %d values".formatted(valueCount));
        }
    }

    private Optional<PageHeader> peek() throws IOException, DamagedPageException {
        while (peeked.isEmpty() && valuesLeft > 0) {
            PageHeader header = header();
            if (header.getType() == PageType.INDEX_PAGE) {
                read(header, Optional.empty());
            } else {
                peeked = Optional.of(header);
            }
        }
        return peeked;
    }

    private PageHeader header() throws IOException, DamagedPageException {
        page++;
        if (bytes.remaining() == 0) {
            throw new DamagedPageException(
                    "the column ends here, but %d of its %d values are missing".formatted(valuesLeft, valueCount));
        }
        try {
            return headers.next(bytes);
        } catch (EOFException e) {
            throw new DamagedPageException("the file ends before it", e);
        }
    }

    /** The page after {@code header}, decompressed into {@code target} if given, else wherever that costs least. */
    private Slice read(PageHeader header, Optional<Slice> target) throws IOException, DamagedPageException {
        int size = header.getCompressed_page_size();
        try {
            bytes.require(size);
        } catch (EOFException e) {
            throw new DamagedPageException("the file ends within it", e);
        }
        Slice stored = new Slice(bytes.array(), bytes.offset(), size);
        bytes.consume(size);
        verifyChecksum(header, stored);
        if (codec == PageCodec.UNCOMPRESSED && target.isEmpty() && memory.isReused()) {
            return stored;
        }
        Slice plain = target.orElseGet(() -> memory.take(header.getUncompressed_page_size()));
        int levels = StoredPage.levelBytes(header);
        boolean compressed = !header.isSetData_page_header_v2()
                || !header.getData_page_header_v2().isSetIs_compressed()
                || header.getData_page_header_v2().isIs_compressed();
        decompressor.decompress(PageCodec.UNCOMPRESSED, stored.part(0, levels), plain.part(0, levels));
        decompressor.decompress(compressed ? codec : PageCodec.UNCOMPRESSED, stored.from(levels), plain.from(levels));
        return plain;
    }

    private static void verifyChecksum(PageHeader header, Slice stored) throws DamagedPageException {
        if (!header.isSetCrc()) {
            return;
        }
        CRC32 crc = new CRC32();
        crc.update(stored.bytes(), stored.offset(), stored.length());
        if ((int) crc.getValue() != header.getCrc()) {
            throw new DamagedPageException(
                    "its checksum is %08x, its header states %08x".formatted((int) crc.getValue(), header.getCrc()));
        }
    }

    /** Decoders allocate by the number of entries, each of which takes bytes. */
    private void requireDictionarySize(PageHeader header) throws DamagedPageException {
        int entries = header.getDictionary_page_header().getNum_values();
        int bytes = header.getUncompressed_page_size();
        if (entries < 0 || (long) entries * smallestValue > bytes) {
            throw new DamagedPageException(
                    "its header claims a dictionary of %d entries in %d bytes".formatted(entries, bytes));
        }
    }

    private static int smallestValue(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> 1;
            case INT32, FLOAT, BINARY -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> Integer.BYTES + Long.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> Math.max(1, type.getTypeLength());
        };
    }
}
