package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;

/** Values stored plain: one copy from page to carrier. */
final class PlainValues implements PageValues {
    private final LeafType type;
    private final ByteBuffer plain;

    /** @param plain little-endian */
    PlainValues(LeafType type, ByteBuffer plain) {
        this.type = type;
        this.plain = plain;
    }

    @Override
    public void read(Object target, int offset, int count) throws DamagedPageException {
        type.copy(take(count), count, target, offset);
    }

    @Override
    public void skip(int count) throws DamagedPageException {
        take(count);
    }

    @Override
    public void requireEnd() throws DamagedPageException {
        if (plain.hasRemaining()) {
            throw new DamagedPageException(
                    "its values take %d bytes more than its levels say".formatted(plain.remaining()));
        }
    }

    private ByteBuffer take(int count) throws DamagedPageException {
        if (count > plain.remaining() / type.plainBytes()) {
            throw new DamagedPageException(
                    "it ends %d values too early".formatted(count - plain.remaining() / type.plainBytes()));
        }
        ByteBuffer taken = plain.slice().order(plain.order());
        plain.position(plain.position() + count * type.plainBytes());
        return taken;
    }
}
