package io.sparkpooling.storage.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Reads and checks page headers. A header does not state its length, so it is parsed from what lies at hand, and once more
 * from a larger piece if that was too short (minimum and maximum of long strings stand in it).
 */
final class PageHeaders {
    private static final int USUAL_BYTES = 1 << 10;
    private static final int LARGEST_BYTES = 16 << 20;
    /** A page, its stored bytes and the tensors in it must be in memory at once, beside all else. */
    private static final long LARGEST_PAGE =
            Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final PageCodec codec;
    private final long chunkPlainBytes;

    /** @param chunkPlainBytes what the footer states for all pages of the chunk together */
    PageHeaders(PageCodec codec, long chunkPlainBytes) {
        this.codec = codec;
        this.chunkPlainBytes = chunkPlainBytes;
    }

    /** The next header; afterwards {@code bytes} stand at the page itself, of which nothing need be in memory yet. */
    PageHeader next(ChunkBytes bytes) throws IOException, DamagedPageException {
        int size = USUAL_BYTES;
        while (true) {
            bytes.require(size);
            ByteArrayInputStream stream = new ByteArrayInputStream(bytes.array(), bytes.offset(), bytes.available());
            try {
                PageHeader header = ThriftReader.read(new PageHeader(), stream, bytes.available());
                bytes.consume(bytes.available() - stream.available());
                check(header, bytes.remaining());
                return header;
            } catch (TException | RuntimeException e) {
                if (bytes.available() == bytes.remaining() || bytes.available() >= LARGEST_BYTES) {
                    throw new DamagedPageException("its header is damaged", e);
                }
                size = Math.max(size, bytes.available()) * 4;
            }
        }
    }

    /** Whether a data page begins with what lies in the window. */
    boolean isDataNext(ChunkBytes bytes) {
        try {
            ByteArrayInputStream stream = new ByteArrayInputStream(bytes.array(), bytes.offset(), bytes.available());
            PageHeader header = ThriftReader.read(new PageHeader(), stream, bytes.available());
            check(header, bytes.remaining() - bytes.available() + stream.available());
            return header.isSetData_page_header() || header.isSetData_page_header_v2();
        } catch (TException | RuntimeException | DamagedPageException notAPage) {
            return false;
        }
    }

    private void check(PageHeader header, long remaining) throws DamagedPageException {
        int stored = header.getCompressed_page_size();
        int plain = header.getUncompressed_page_size();
        require(
                stored >= 0 && stored <= remaining,
                "its header claims %d stored bytes, %d are left in the column",
                stored,
                remaining);
        require(
                plain >= 0 && plain <= chunkPlainBytes,
                "its header claims %d plain bytes, the column has %d",
                plain,
                chunkPlainBytes);
        require(
                plain <= codec.largestPlainBytes(stored),
                "its header claims %d plain bytes in %d stored ones, more than %s can hold",
                plain,
                stored,
                codec);
        require(
                Math.max(stored, plain) <= LARGEST_PAGE,
                "it has %d plain bytes, more than this process can hold (%d, a quarter of its memory)",
                plain,
                LARGEST_PAGE);
        require(codec != PageCodec.UNCOMPRESSED || stored == plain, "it is not compressed, but states two sizes");
        checkKind(header, Math.min(stored, plain));
    }

    private static void checkKind(PageHeader header, int bytes) throws DamagedPageException {
        PageType type = header.getType();
        require(
                (type == PageType.DATA_PAGE) == header.isSetData_page_header()
                        && (type == PageType.DATA_PAGE_V2) == header.isSetData_page_header_v2()
                        && (type == PageType.DICTIONARY_PAGE) == header.isSetDictionary_page_header(),
                "its header does not match its kind");
        if (type == PageType.DATA_PAGE_V2) {
            int repetition = header.getData_page_header_v2().getRepetition_levels_byte_length();
            int definition = header.getData_page_header_v2().getDefinition_levels_byte_length();
            require(
                    repetition >= 0 && definition >= 0 && repetition <= bytes - definition,
                    "its header claims levels of %d and %d bytes, the page has %d",
                    repetition,
                    definition,
                    bytes);
        }
    }

    private static void require(boolean condition, String otherwise, Object... values) throws DamagedPageException {
        if (!condition) {
            throw new DamagedPageException(otherwise.formatted(values));
        }
    }
}
