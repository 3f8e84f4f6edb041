package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/**
 * A page that is being built. Levels stand before the values but are known only when the page is complete, so values begin
 * behind some headroom, and the levels are put right before them: what is compressed is one piece, and no value is moved.
 */
final class PageBuffer {
    private static final int FIRST_HEADROOM = 256;

    private byte[] bytes = new byte[FIRST_HEADROOM];
    private int headroom = FIRST_HEADROOM;

    /** The array that holds the page; another one after {@link #reserve} and {@link #addTo}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where values begin. */
    int valueStart() {
        return headroom;
    }

    /** Makes room for {@code needed} bytes of values in all; an array is made for {@code expected} at once, or by doubling. */
    void reserve(int needed, int expected) {
        if (bytes.length - headroom < needed) {
            long doubled = Math.min(bytes.length * 2L, (long) headroom + expected);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(headroom + (long) needed, doubled)));
        }
    }

    /** Adds the page with these levels and the first {@code valueBytes} bytes of values to a chunk. */
    void addTo(ColumnChunk chunk, byte[] levels, int valueBytes, int valueCount, int rows, Encoding encoding)
            throws IOException {
        if (levels.length > headroom) {
            byte[] roomier = new byte[bytes.length - headroom + levels.length];
            System.arraycopy(bytes, headroom, roomier, levels.length, valueBytes);
            bytes = roomier;
            headroom = levels.length;
        }
        System.arraycopy(levels, 0, bytes, headroom - levels.length, levels.length);
        chunk.add(bytes, headroom - levels.length, levels.length + valueBytes, valueCount, rows, encoding);
    }
}
