package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.PageHeader;

/** Finds the decoder for each page of a column chunk: an own one for what tensors are stored as, parquet-java's for the rest. */
@SuppressWarnings("deprecation") // old files use PLAIN_DICTIONARY
final class ValueDecoding {
    private final LeafType type;
    private final ColumnDescriptor leaf;
    private final Optional<Slice> dictionary;

    ValueDecoding(LeafType type, ColumnDescriptor leaf, Optional<StoredPage> dictionary) throws DamagedPageException {
        this.type = type;
        this.leaf = leaf;
        this.dictionary = dictionary.isEmpty() ? Optional.empty() : Optional.of(plain(dictionary.get(), type));
    }

    private static Slice plain(StoredPage page, LeafType type) throws DamagedPageException {
        PageHeader header = page.header();
        Encoding encoding =
                StoredPage.encoding(header.getDictionary_page_header().getEncoding());
        long entries = header.getDictionary_page_header().getNum_values();
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw new DamagedPageException("its dictionary is encoded as %s".formatted(encoding));
        }
        if (entries * type.plainBytes() != page.bytes().length()) {
            throw new DamagedPageException("its dictionary has %d bytes for %d entries"
                    .formatted(page.bytes().length(), entries));
        }
        return page.bytes();
    }

    /** The values of a page. */
    PageValues of(DataPage page) throws DamagedPageException {
        return type == LeafType.BOOLEAN ? booleans(page) : numbers(page);
    }

    private PageValues numbers(DataPage page) throws DamagedPageException {
        return switch (page.encoding()) {
            case PLAIN -> new PlainValues(type, page.values().buffer());
            case BYTE_STREAM_SPLIT -> decoded(new ByteStreamSplitDecoder(page.values(), type.plainBytes()));
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> decoded(dictionary(page));
            case DELTA_BINARY_PACKED, DELTA_BYTE_ARRAY -> decoded(delta(page));
            case RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY -> throw unsupported(page);
        };
    }

    private PageValues booleans(DataPage page) throws DamagedPageException {
        return switch (page.encoding()) {
            case PLAIN -> decoded(packedBooleans(page));
            case RLE -> decoded(repeatedBooleans(page));
            case BYTE_STREAM_SPLIT,
                    PLAIN_DICTIONARY,
                    RLE_DICTIONARY,
                    DELTA_BINARY_PACKED,
                    BIT_PACKED,
                    DELTA_LENGTH_BYTE_ARRAY,
                    DELTA_BYTE_ARRAY -> throw unsupported(page);
        };
    }

    private DamagedPageException unsupported(DataPage page) {
        return new DamagedPageException("its values are encoded as %s, which is not supported for tensors of %s"
                .formatted(page.encoding(), leaf.getPrimitiveType().getPrimitiveTypeName()));
    }

    private PageValues decoded(DecodedValues.Decoder decoder) {
        return new DecodedValues(type, decoder);
    }

    private DecodedValues.Decoder dictionary(DataPage page) throws DamagedPageException {
        if (dictionary.isEmpty()) {
            throw new DamagedPageException("it refers to a dictionary, which the column does not have");
        }
        return new DictionaryDecoder(dictionary.get(), type.plainBytes(), page.values());
    }

    private DecodedValues.Decoder delta(DataPage page) throws DamagedPageException {
        DeltaCheck.of(page.encoding(), page.values(), page.valueCount());
        return new ReaderDecoder(type.plainBytes(), leaf, page.encoding(), page.valueCount(), page.values());
    }

    private static DecodedValues.Decoder packedBooleans(DataPage page) {
        Slice bits = page.values();
        return new DecodedValues.Decoder() {
            private long next;

            @Override
            public void requireEnd() throws DamagedPageException {
                if (bits.length() > (next + 7) / 8) {
                    throw new DamagedPageException("its values take %d bytes more than its levels say"
                            .formatted(bits.length() - (next + 7) / 8));
                }
            }

            @Override
            public void decode(ByteBuffer plain, int count) throws DamagedPageException {
                if (count > bits.length() * 8L - next) {
                    throw new DamagedPageException(
                            "it ends %d values too early".formatted(count - (bits.length() * 8L - next)));
                }
                for (int index = 0; index < count; index++) {
                    plain.put(index, (byte) BitPacking.at(bits.bytes(), bits.offset(), next++, 1));
                }
            }
        };
    }

    private static DecodedValues.Decoder repeatedBooleans(DataPage page) throws DamagedPageException {
        Slice values = page.values();
        HybridRuns runs = values.length() == 0
                ? new HybridRuns(values, 1, 1)
                : new HybridRuns(values.part(Integer.BYTES, values.firstInt()), 1, 1);
        return (plain, count) -> runs.fill(plain.array(), count);
    }
}
