package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;

/**
 * Elements to float32 and back, for the types whose values all are float32 values, so that one set of fast loops serves them all.
 */
final class FloatConversion {
    private FloatConversion() {}

    /** Whether float32 holds every value of the type. */
    static boolean covers(ElementType type) {
        return switch (type) {
            case FLOAT16, BFLOAT16, FLOAT32, INT8, INT16, UINT8, UINT16, BOOL -> true;
            case FLOAT64, INT32, INT64, UINT32, UINT64 -> false;
        };
    }

    /** Reads {@code count} elements from {@code from} on to the begin of {@code values}. */
    static void read(ElementType type, Object source, int from, float[] values, int count) {
        switch (type) {
            case FLOAT32 -> System.arraycopy(source, from, values, 0, count);
            case FLOAT16 -> Vectors.loops().readFloat16((short[]) source, from, values, count);
            case BFLOAT16 -> Vectors.loops().readBFloat16((short[]) source, from, values, count);
            case INT8, BOOL -> readInt8((byte[]) source, from, values, count);
            case UINT8 -> readUint8((byte[]) source, from, values, count);
            case INT16 -> readInt16((short[]) source, from, values, count);
            case UINT16 -> readUint16((short[]) source, from, values, count);
            default -> throw new AssertionError(type);
        }
    }

    private static void readInt8(byte[] source, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = source[from + i];
        }
    }

    private static void readUint8(byte[] source, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = source[from + i] & 0xff;
        }
    }

    private static void readInt16(short[] source, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = source[from + i];
        }
    }

    private static void readUint16(short[] source, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = source[from + i] & 0xffff;
        }
    }

    /** Writes the first {@code count} of {@code values} from {@code to} on; what a type does not hold becomes its nearest value. */
    static void write(ElementType type, float[] values, int count, Object destination, int to) {
        switch (type) {
            case FLOAT32 -> System.arraycopy(values, 0, destination, to, count);
            case FLOAT16 -> Vectors.loops().writeFloat16(values, count, (short[]) destination, to);
            case BFLOAT16 -> Vectors.loops().writeBFloat16(values, count, (short[]) destination, to);
            case INT8 -> writeBytes(values, count, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte[]) destination, to);
            case UINT8 -> writeBytes(values, count, 0, 0xff, (byte[]) destination, to);
            case BOOL -> writeBytes(values, count, 0, 1, (byte[]) destination, to);
            case INT16 -> writeShorts(values, count, Short.MIN_VALUE, Short.MAX_VALUE, (short[]) destination, to);
            case UINT16 -> writeShorts(values, count, 0, 0xffff, (short[]) destination, to);
            default -> throw new AssertionError(type);
        }
    }

    private static void writeBytes(float[] values, int count, int smallest, int largest, byte[] destination, int to) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = (byte) Math.max(smallest, Math.min(largest, (int) values[i]));
        }
    }

    private static void writeShorts(float[] values, int count, int smallest, int largest, short[] destination, int to) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = (short) Math.max(smallest, Math.min(largest, (int) values[i]));
        }
    }
}
