package io.sparkpooling.tensor;

/**
 * bfloat16, the upper half of a float32, held as the bits of a {@code short}. Exact from bfloat16, round to nearest even to
 * bfloat16; NaN stays NaN, its payload is kept as far as it fits.
 */
public final class BFloat16 {
    private BFloat16() {}

    /** The value of a bfloat16. */
    public static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bfloat16 nearest to {@code value}, ties to even. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** The bfloat16 nearest to {@code value}, ties to even, rounded once. */
    public static short fromDouble(double value) {
        return fromFloat(Narrowing.toOdd(value));
    }
}
