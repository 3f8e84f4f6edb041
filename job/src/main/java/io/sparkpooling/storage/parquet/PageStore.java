package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;

/**
 * Keeps the compressed pages of one row group until it is complete; only then may they be written, column after column.
 * Pages are compressed straight into large arrays that the next row group uses again, so that a long file causes no more
 * garbage than a short one.
 */
final class PageStore {
    private static final int SMALLEST_SLAB = 1 << 18;
    static final int LARGEST_SLAB = 1 << 24;

    private final PageCompressor compressor;
    private final List<byte[]> slabs = new ArrayList<>();
    private int slab;
    private int position;
    private long allocatedBytes;
    private long storedBytes;
    private long plainBytes;

    PageStore(PageCompressor compressor) {
        this.compressor = compressor;
    }

    /** Compresses {@code page[offset .. offset + length]}; the result is valid until {@link #clear}. */
    BytesInput store(byte[] page, int offset, int length) throws IOException {
        makeRoom(compressor.bound(length));
        int stored = compressor.compress(page, offset, length, slabs.get(slab), position);
        BytesInput bytes = BytesInput.from(slabs.get(slab), position, stored);
        position += stored;
        storedBytes += stored;
        plainBytes += length;
        return bytes;
    }

    /** The compressed bytes of all pages since {@link #clear}. */
    long storedBytes() {
        return storedBytes;
    }

    /** The bytes of the same pages before compression. */
    long plainBytes() {
        return plainBytes;
    }

    /** Forgets all pages and keeps the arrays. */
    void clear() {
        slab = 0;
        position = 0;
        storedBytes = 0;
        plainBytes = 0;
    }

    private void makeRoom(int bytes) {
        while (slab < slabs.size() && slabs.get(slab).length - position < bytes) {
            slab++;
            position = 0;
        }
        if (slab == slabs.size()) {
            long size = Math.max(bytes, Math.min(LARGEST_SLAB, Math.max(SMALLEST_SLAB, allocatedBytes)));
            slabs.add(new byte[Math.toIntExact(size)]);
            allocatedBytes += size;
        }
    }
}
