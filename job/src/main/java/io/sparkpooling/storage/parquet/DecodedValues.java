package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values that are not stored plain: some thousand of them at a time become plain in a scratch array that stays in the cache,
 * and from there go the way of all plain values.
 */
final class DecodedValues implements PageValues {
    private static final int STEP = 1 << 12;

    private final LeafType type;
    private final Decoder decoder;
    private final ByteBuffer scratch;

    /** Turns encoded values into plain ones. */
    interface Decoder {
        /** Writes the next {@code count} values to {@code plain}, from its begin on. */
        void decode(ByteBuffer plain, int count) throws DamagedPageException;

        /** After the last value: refuses a page that is known to hold more. */
        default void requireEnd() throws DamagedPageException {}
    }

    DecodedValues(LeafType type, Decoder decoder) {
        this.type = type;
        this.decoder = decoder;
        this.scratch = ByteBuffer.allocate(STEP * type.plainBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(Object target, int offset, int count) throws DamagedPageException {
        for (int done = 0; done < count; done += STEP) {
            int step = Math.min(STEP, count - done);
            decoder.decode(scratch.clear(), step);
            type.copy(scratch.clear(), step, target, offset + done);
        }
    }

    @Override
    public void requireEnd() throws DamagedPageException {
        decoder.requireEnd();
    }

    @Override
    public void skip(int count) throws DamagedPageException {
        for (int done = 0; done < count; done += STEP) {
            decoder.decode(scratch.clear(), Math.min(STEP, count - done));
        }
    }
}
