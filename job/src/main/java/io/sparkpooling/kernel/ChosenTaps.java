package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;

/** Copies chosen elements; NaN as the one canonical NaN. */
final class ChosenTaps {
    private static final short FLOAT16_INFINITY = 0x7c00;
    private static final short FLOAT16_NAN = 0x7e00;
    private static final short BFLOAT16_INFINITY = 0x7f80;
    private static final short BFLOAT16_NAN = 0x7fc0;

    private ChosenTaps() {}

    /** Writes the elements {@code from + chosen[i]} of one tensor as elements {@code to + i} of another, but for negative ones. */
    static void copy(TensorView source, int from, int[] chosen, int count, TensorView destination, int to) {
        ElementType type = source.type().elementType();
        Object carrier = source.carrier();
        int read = source.offset() + from;
        int write = destination.offset() + to;
        if (carrier instanceof float[] floats) {
            copy(floats, read, chosen, count, (float[]) destination.carrier(), write);
        } else if (carrier instanceof double[] doubles) {
            copy(doubles, read, chosen, count, (double[]) destination.carrier(), write);
        } else if (carrier instanceof long[] longs) {
            copy(longs, read, chosen, count, (long[]) destination.carrier(), write);
        } else if (carrier instanceof int[] ints) {
            copy(ints, read, chosen, count, (int[]) destination.carrier(), write);
        } else if (carrier instanceof byte[] bytes) {
            copy(bytes, read, chosen, count, (byte[]) destination.carrier(), write);
        } else {
            copy((short[]) carrier, read, chosen, count, (short[]) destination.carrier(), write);
            makeNanCanonical(type, (short[]) destination.carrier(), write, count);
        }
    }

    private static void copy(float[] source, int from, int[] chosen, int count, float[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                float value = source[from + chosen[i]];
                destination[to + i] = value != value ? Float.NaN : value;
            }
        }
    }

    private static void copy(double[] source, int from, int[] chosen, int count, double[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                double value = source[from + chosen[i]];
                destination[to + i] = value != value ? Double.NaN : value;
            }
        }
    }

    private static void copy(long[] source, int from, int[] chosen, int count, long[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                destination[to + i] = source[from + chosen[i]];
            }
        }
    }

    private static void copy(int[] source, int from, int[] chosen, int count, int[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                destination[to + i] = source[from + chosen[i]];
            }
        }
    }

    private static void copy(byte[] source, int from, int[] chosen, int count, byte[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                destination[to + i] = source[from + chosen[i]];
            }
        }
    }

    private static void copy(short[] source, int from, int[] chosen, int count, short[] destination, int to) {
        for (int i = 0; i < count; i++) {
            if (chosen[i] >= 0) {
                destination[to + i] = source[from + chosen[i]];
            }
        }
    }

    private static void makeNanCanonical(ElementType type, short[] values, int from, int count) {
        if (type.isFloatingPoint()) {
            short infinity = type == ElementType.FLOAT16 ? FLOAT16_INFINITY : BFLOAT16_INFINITY;
            short nan = type == ElementType.FLOAT16 ? FLOAT16_NAN : BFLOAT16_NAN;
            for (int i = from; i < from + count; i++) {
                values[i] = (values[i] & Short.MAX_VALUE) > infinity ? nan : values[i];
            }
        }
    }
}
