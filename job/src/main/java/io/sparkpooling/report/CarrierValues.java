package io.sparkpooling.report;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;

/** The elements of a carrier array as the numbers that they stand for. */
final class CarrierValues {
    private CarrierValues() {}

    /** Whether a float holds every value of the type exactly. */
    static boolean fitFloat(ElementType type) {
        return switch (type) {
            case FLOAT32, FLOAT16, BFLOAT16, INT8, INT16, UINT8, UINT16, BOOL -> true;
            case FLOAT64, INT32, INT64, UINT32, UINT64 -> false;
        };
    }

    /** Writes {@code count} elements of the carrier from {@code offset} on to the begin of {@code into}. */
    static void toFloats(ElementType type, Object carrier, int offset, int count, float[] into) {
        switch (type) {
            case FLOAT32 -> System.arraycopy(carrier, offset, into, 0, count);
            case FLOAT16 -> Float16.toFloats((short[]) carrier, offset, into, count);
            case BFLOAT16 -> {
                short[] bits = (short[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = Float.intBitsToFloat(bits[offset + i] << 16);
                }
            }
            case INT16 -> {
                short[] values = (short[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = values[offset + i];
                }
            }
            case UINT16 -> {
                short[] values = (short[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = Short.toUnsignedInt(values[offset + i]);
                }
            }
            case INT8 -> {
                byte[] values = (byte[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = values[offset + i];
                }
            }
            case UINT8, BOOL -> {
                byte[] values = (byte[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = Byte.toUnsignedInt(values[offset + i]);
                }
            }
            case FLOAT64, INT32, INT64, UINT32, UINT64 -> throw new AssertionError(type);
        }
    }

    /** As {@link #toFloats}, for the types that need a double; 64-bit integers beyond 2^53 are rounded. */
    static void toDoubles(ElementType type, Object carrier, int offset, int count, double[] into) {
        switch (type) {
            case FLOAT64 -> System.arraycopy(carrier, offset, into, 0, count);
            case INT32 -> {
                int[] values = (int[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = values[offset + i];
                }
            }
            case UINT32 -> {
                int[] values = (int[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = Integer.toUnsignedLong(values[offset + i]);
                }
            }
            case INT64 -> {
                long[] values = (long[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = values[offset + i];
                }
            }
            case UINT64 -> {
                long[] values = (long[]) carrier;
                for (int i = 0; i < count; i++) {
                    into[i] = unsigned(values[offset + i]);
                }
            }
            case FLOAT32, FLOAT16, BFLOAT16, INT8, INT16, UINT8, UINT16, BOOL -> throw new AssertionError(type);
        }
    }

    /** The halved value keeps its lowest bit as a sticky bit, so that the double is rounded once. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }
}
