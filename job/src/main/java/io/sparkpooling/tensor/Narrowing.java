package io.sparkpooling.tensor;

/**
 * Float64 to float32 on the way to 16 bits: rounded to odd, so that the second rounding gives what a single one would (Boldo and
 * Melquiond, "Emulation of a FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008).
 */
final class Narrowing {
    private Narrowing() {}

    /** The float32 below {@code value} in magnitude, its last bit set if it is not exactly {@code value}; NaN canonical. */
    static float toOdd(double value) {
        float nearest = (float) value;
        if (Double.isNaN(value)) {
            return Float.NaN;
        }
        if (nearest == value || Float.isInfinite(nearest)) {
            return nearest;
        }
        int bits = Float.floatToRawIntBits(nearest);
        boolean tooLarge = Math.abs((double) nearest) > Math.abs(value);
        return Float.intBitsToFloat((tooLarge ? bits - 1 : bits) | 1);
    }
}
