package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.parquet.ChunkPages.Lifetime;

/** Where decompressed pages go: one array that serves for all of them, or a new one for each that must outlive the next. */
final class PageMemory {
    private final Lifetime lifetime;
    private byte[] reused = new byte[0];

    PageMemory(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    boolean isReused() {
        return lifetime == Lifetime.UNTIL_NEXT;
    }

    /** Room for {@code size} bytes, whatever is in them. */
    Slice take(int size) {
        if (!isReused()) {
            return Slice.of(new byte[size]);
        }
        if (reused.length < size) {
            // pages of one column differ a little: an eighth more spares most of the growing
            reused = new byte[(int) Math.min(size + size / 8L, Integer.MAX_VALUE - 8)];
        }
        return new Slice(reused, 0, size);
    }
}
