package io.sparkpooling.tensor;

/**
 * IEEE 754 binary16, held as the bits of a {@code short}. The JDK has these conversions from version 20 on; we run on 17.
 * Exact from float16, round to nearest even to float16; NaN stays NaN, its payload is kept as far as it fits.
 */
public final class Float16 {
    private static final float SMALLEST_NORMAL_SCALE = 0x1p-24f;
    private static final int LARGEST_FINITE_BOUND = Float.floatToRawIntBits(65520f);
    private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(0x1p-14f);

    private Float16() {}

    /** The value of a float16. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = mantissa * SMALLEST_NORMAL_SCALE;
            return sign == 0 ? magnitude : -magnitude;
        }
        int biased = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | biased << 23 | mantissa << 13);
    }

    /** The values of {@code count} float16 from {@code from} on, to the begin of {@code values}. */
    public static void toFloats(short[] bits, int from, float[] values, int count) {
        float[] table = Table.VALUES;
        for (int i = 0; i < count; i++) {
            values[i] = table[bits[from + i] & 0xffff];
        }
    }

    /** The float16 nearest to {@code value}, ties to even; beyond 65504 by half a unit or more: infinity. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00 | (magnitude >>> 13 & 0x3ff));
        }
        if (magnitude >= LARGEST_FINITE_BOUND) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(Math.abs(value) / SMALLEST_NORMAL_SCALE));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | (rounded - (112 << 23)) >>> 13);
    }

    /** The float16 nearest to {@code value}, ties to even, rounded once. */
    public static short fromDouble(double value) {
        return fromFloat(Narrowing.toOdd(value));
    }

    /** Every float16, as looking one up is ten times as fast as computing it: 256 KiB, made when first asked for. */
    private static final class Table {
        private static final float[] VALUES = new float[1 << 16];

        static {
            for (int bits = 0; bits < VALUES.length; bits++) {
                VALUES[bits] = toFloat((short) bits);
            }
        }
    }
}
