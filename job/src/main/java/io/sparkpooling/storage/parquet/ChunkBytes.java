package io.sparkpooling.storage.parquet;

import java.io.IOException;

/**
 * The stored bytes of a column chunk, read forward through one growing window, so that a page header and a page's bytes are
 * each contiguous in memory. A read is of a page, or of {@link #READ_AHEAD} bytes where that is more.
 */
final class ChunkBytes {
    static final int READ_AHEAD = 1 << 20;

    private final ByteSource source;
    private final int readAhead;
    private long filePosition;
    private long unread;
    private byte[] window = new byte[0];
    private int start;
    private int end;

    /** The {@code length} bytes from {@code position} of the file on, in reads of {@code readAhead} bytes. */
    ChunkBytes(ByteSource source, long position, long length, int readAhead) {
        this.source = source;
        this.readAhead = readAhead;
        this.filePosition = position;
        this.unread = length;
    }

    /** The bytes of the chunk that have not been consumed. */
    long remaining() {
        return unread + available();
    }

    /** The bytes that lie in the window now. */
    int available() {
        return end - start;
    }

    /** The window; the next byte lies at {@link #offset()}. */
    byte[] array() {
        return window;
    }

    int offset() {
        return start;
    }

    /** Makes the next {@code count} bytes, or all that remain if those are fewer, lie in the window. */
    void require(int count) throws IOException {
        long wanted = Math.min(count, remaining());
        if (available() >= wanted) {
            return;
        }
        int capacity = (int) Math.max(wanted, Math.min(readAhead, remaining()));
        byte[] target = window.length >= capacity ? window : new byte[capacity];
        System.arraycopy(window, start, target, 0, available());
        end = available();
        start = 0;
        window = target;
        int step = (int) Math.min(capacity - end, unread);
        source.readFully(filePosition, window, end, step);
        filePosition += step;
        unread -= step;
        end += step;
    }

    /** Goes past {@code count} bytes, which need not lie in the window. */
    void skip(int count) {
        int beyond = Math.max(0, count - available());
        consume(count - beyond);
        filePosition += beyond;
        unread -= beyond;
    }

    /** Goes past {@code count} bytes of the window; they stay as they are until the next {@link #require}. */
    void consume(int count) {
        assert count <= available();
        start += count;
    }
}
