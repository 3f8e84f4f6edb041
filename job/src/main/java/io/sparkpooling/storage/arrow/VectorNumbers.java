package io.sparkpooling.storage.arrow;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVectorHelper;

/**
 * Numbers between Arrow's buffers, little-endian and of booleans a bit each, and carrier arrays. In bulk: nothing is looked at
 * number by number but booleans.
 */
final class VectorNumbers {
    /** What a ByteBuffer can span, in whole numbers of every width. */
    private static final int LARGEST_SPAN = Integer.MAX_VALUE - 7;

    private VectorNumbers() {}

    /**
     * Reads.
     *
     * @param width the bits of a number in the buffer
     * @param first the place of the first number in the buffer
     */
    static void read(ArrowBuf buffer, int width, long first, int count, Object target, int offset) {
        if (width == 1) {
            byte[] bits = (byte[]) target;
            for (int index = 0; index < count; index++) {
                bits[offset + index] = (byte) BitVectorHelper.get(buffer, Math.toIntExact(first + index));
            }
            return;
        }
        int bytes = width / Byte.SIZE;
        int most = LARGEST_SPAN / bytes;
        for (int done = 0; done < count; done += most) {
            int part = Math.min(most, count - done);
            get(span(buffer, (first + done) * bytes, part * bytes), target, offset + done, part);
        }
    }

    private static void get(ByteBuffer bytes, Object target, int offset, int count) {
        if (target instanceof float[] floats) {
            bytes.asFloatBuffer().get(floats, offset, count);
        } else if (target instanceof double[] doubles) {
            bytes.asDoubleBuffer().get(doubles, offset, count);
        } else if (target instanceof short[] shorts) {
            bytes.asShortBuffer().get(shorts, offset, count);
        } else if (target instanceof int[] ints) {
            bytes.asIntBuffer().get(ints, offset, count);
        } else if (target instanceof long[] longs) {
            bytes.asLongBuffer().get(longs, offset, count);
        } else {
            bytes.get((byte[]) target, offset, count);
        }
    }

    /** Writes, the other way round; of booleans the buffer must hold zeros or be written over. */
    static void write(Object source, int offset, int count, ArrowBuf buffer, int width, long first) {
        if (width == 1) {
            for (int index = 0; index < count; index++) {
                BitVectorHelper.setValidityBit(
                        buffer, Math.toIntExact(first + index), Array.getByte(source, offset + index));
            }
            return;
        }
        int bytes = width / Byte.SIZE;
        int most = LARGEST_SPAN / bytes;
        for (int done = 0; done < count; done += most) {
            int part = Math.min(most, count - done);
            put(source, offset + done, part, span(buffer, (first + done) * bytes, part * bytes));
        }
    }

    private static void put(Object source, int offset, int count, ByteBuffer bytes) {
        if (source instanceof float[] floats) {
            bytes.asFloatBuffer().put(floats, offset, count);
        } else if (source instanceof double[] doubles) {
            bytes.asDoubleBuffer().put(doubles, offset, count);
        } else if (source instanceof short[] shorts) {
            bytes.asShortBuffer().put(shorts, offset, count);
        } else if (source instanceof int[] ints) {
            bytes.asIntBuffer().put(ints, offset, count);
        } else if (source instanceof long[] longs) {
            bytes.asLongBuffer().put(longs, offset, count);
        } else {
            bytes.put((byte[]) source, offset, count);
        }
    }

    private static ByteBuffer span(ArrowBuf buffer, long begin, int bytes) {
        return buffer.nioBuffer(begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
