package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Bytes within an array, which may be reused once the page that they belong to is done with.
 *
 * @param bytes the array
 * @param offset where the slice begins in it
 * @param length how many bytes it has
 */
record Slice(byte[] bytes, int offset, int length) {
    static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    Slice {
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    /** A part of this slice. */
    Slice part(int from, int count) throws DamagedPageException {
        if (from < 0 || count < 0 || count > length - from) {
            throw new DamagedPageException(
                    "a part of %d bytes from byte %d on lies outside of its %d bytes".formatted(count, from, length));
        }
        return new Slice(bytes, offset + from, count);
    }

    /** All from {@code from} on. */
    Slice from(int from) throws DamagedPageException {
        return part(from, length - from);
    }

    /** A little-endian integer at the begin. */
    int firstInt() throws DamagedPageException {
        return part(0, Integer.BYTES).buffer().getInt();
    }

    /** As a little-endian buffer. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
