package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import java.nio.ByteBuffer;

/** Elements as bytes in a buffer's order, and in the arrays of their carriers: moved in bulk, their bits as they are. */
public final class ElementBytes {
    private ElementBytes() {}

    /**
     * The next {@code count} elements of a buffer.
     *
     * @throws InvalidTensorException if a byte of a bool is neither 0 nor 1
     */
    public static Object read(ByteBuffer bytes, ElementType type, int count) {
        Object carrier = type.newArray(count);
        if (carrier instanceof float[] floats) {
            bytes.asFloatBuffer().get(floats);
        } else if (carrier instanceof double[] doubles) {
            bytes.asDoubleBuffer().get(doubles);
        } else if (carrier instanceof short[] shorts) {
            bytes.asShortBuffer().get(shorts);
        } else if (carrier instanceof int[] ints) {
            bytes.asIntBuffer().get(ints);
        } else if (carrier instanceof long[] longs) {
            bytes.asLongBuffer().get(longs);
        } else {
            bytes.get((byte[]) carrier);
        }
        if (type == ElementType.BOOL) {
            requireBits((byte[]) carrier);
        }
        return carrier;
    }

    private static void requireBits(byte[] bits) {
        for (int i = 0; i < bits.length; i++) {
            if (bits[i] != 0 && bits[i] != 1) {
                throw new InvalidTensorException("bool %d is %d (must be 0 or 1)".formatted(i, bits[i]));
            }
        }
    }

    /** Appends all elements of a carrier array to a buffer. */
    public static void write(Object carrier, ByteBuffer bytes) {
        if (carrier instanceof float[] floats) {
            bytes.asFloatBuffer().put(floats);
        } else if (carrier instanceof double[] doubles) {
            bytes.asDoubleBuffer().put(doubles);
        } else if (carrier instanceof short[] shorts) {
            bytes.asShortBuffer().put(shorts);
        } else if (carrier instanceof int[] ints) {
            bytes.asIntBuffer().put(ints);
        } else if (carrier instanceof long[] longs) {
            bytes.asLongBuffer().put(longs);
        } else {
            bytes.put((byte[]) carrier);
        }
    }
}
