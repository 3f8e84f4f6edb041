package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/**
 * Whether values of a DELTA encoding may be given to parquet-java, which allocates by the numbers at their begin (block size,
 * parts of a block, number of values) and by prefix lengths, before it looks at anything else.
 */
final class DeltaCheck {
    private static final int LARGEST_BLOCK = 1 << 16;

    private DeltaCheck() {}

    /** Refuses values that claim to be more than {@code valueCount}, or what no writer makes. */
    static void of(Encoding encoding, Slice values, int valueCount) throws DamagedPageException {
        if (values.length() == 0) {
            return;
        }
        if (encoding == Encoding.DELTA_BINARY_PACKED || encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY) {
            requireHeader(values.buffer(), valueCount);
        } else if (encoding == Encoding.DELTA_BYTE_ARRAY) {
            ByteBuffer suffixes = requirePrefixes(values, valueCount);
            requireHeader(suffixes, valueCount);
        }
    }

    private static void requireHeader(ByteBuffer start, int valueCount) throws DamagedPageException {
        ByteBuffer header = start.duplicate();
        long blockSize = unsignedVarInt(header);
        long miniBlocks = unsignedVarInt(header);
        long values = unsignedVarInt(header);
        if (blockSize > LARGEST_BLOCK || miniBlocks == 0 || miniBlocks > blockSize || values > valueCount) {
            throw new DamagedPageException("it claims %d values in blocks of %d with %d parts, for %d in the page"
                    .formatted(values, blockSize, miniBlocks, valueCount));
        }
    }

    /** No prefix can be longer than all that the page holds. */
    private static ByteBuffer requirePrefixes(Slice values, int valueCount) throws DamagedPageException {
        ByteBuffer buffer = values.buffer();
        requireHeader(buffer, valueCount);
        ByteBuffer counted = buffer.duplicate();
        unsignedVarInt(counted);
        unsignedVarInt(counted);
        long prefixes = unsignedVarInt(counted);
        try {
            ByteBufferInputStream stream = ByteBufferInputStream.wrap(buffer);
            DeltaBinaryPackingValuesReader lengths = new DeltaBinaryPackingValuesReader();
            lengths.initFromPage(valueCount, stream);
            for (long index = 0; index < prefixes; index++) {
                int prefix = lengths.readInteger();
                if (prefix < 0 || prefix > values.length()) {
                    throw new DamagedPageException("a value claims %d bytes of the one before it, the page has %d"
                            .formatted(prefix, values.length()));
                }
            }
            return values.from(values.length() - stream.available()).buffer();
        } catch (IOException | RuntimeException e) {
            throw new DamagedPageException("its prefix lengths cannot be decoded (%s)".formatted(e.getMessage()), e);
        }
    }

    private static long unsignedVarInt(ByteBuffer buffer) throws DamagedPageException {
        long read = 0;
        for (int shift = 0; shift < 35 && buffer.hasRemaining(); shift += 7) {
            byte next = buffer.get();
            read |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return read;
            }
        }
        throw new DamagedPageException("a number at the begin of its values is cut short or too long");
    }
}
