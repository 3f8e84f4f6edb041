package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;

/**
 * BYTE_STREAM_SPLIT: first the lowest bytes of all values, then the second lowest, and so on. Byte {@code k} of value {@code
 * i} lies at {@code k * count + i}. The gathering is written out for each width, so that a value is one store.
 */
final class ByteStreamSplitDecoder implements DecodedValues.Decoder {
    private final byte[] bytes;
    private final int count;
    private final int width;
    private int next;
    private final int end;

    /** @param width the bytes of a value: 2, 4 or 8 */
    ByteStreamSplitDecoder(Slice slice, int width) throws DamagedPageException {
        if (slice.length() % width != 0) {
            throw new DamagedPageException(
                    "its %d bytes of values are no multiple of %d".formatted(slice.length(), width));
        }
        this.bytes = slice.bytes();
        this.count = slice.length() / width;
        this.width = width;
        this.next = slice.offset();
        this.end = slice.offset() + count;
    }

    @Override
    public void decode(ByteBuffer plain, int values) throws DamagedPageException {
        if (values > end - next) {
            throw new DamagedPageException("it ends %d values too early".formatted(values - (end - next)));
        }
        switch (width) {
            case Short.BYTES -> shorts(plain, values);
            case Integer.BYTES -> ints(plain, values);
            case Long.BYTES -> longs(plain, values);
            default -> throw new IllegalStateException("width " + width);
        }
        next += values;
    }

    @Override
    public void requireEnd() throws DamagedPageException {
        if (next < end) {
            throw new DamagedPageException("it has %d values more than its levels say".formatted(end - next));
        }
    }

    private void shorts(ByteBuffer plain, int values) {
        for (int index = 0; index < values; index++) {
            plain.putShort(index * Short.BYTES, (short) pair(next + index));
        }
    }

    private void ints(ByteBuffer plain, int values) {
        for (int index = 0; index < values; index++) {
            plain.putInt(index * Integer.BYTES, four(next + index));
        }
    }

    private void longs(ByteBuffer plain, int values) {
        for (int index = 0; index < values; index++) {
            long low = four(next + index) & 0xffffffffL;
            plain.putLong(index * Long.BYTES, (long) four(next + index + 4 * count) << 32 | low);
        }
    }

    private int four(int at) {
        return pair(at) | pair(at + 2 * count) << 16;
    }

    private int pair(int at) {
        return bytes[at] & 0xff | (bytes[at + count] & 0xff) << 8;
    }
}
