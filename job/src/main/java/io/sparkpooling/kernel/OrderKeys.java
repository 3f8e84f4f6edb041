package io.sparkpooling.kernel;

/**
 * Numbers as int64 in the same order, so that what depends on nothing but the order needs one set of loops for all element types.
 * -0 lies just below +0, and every NaN is one key, above all others, as {@link java.util.Arrays#sort(double[])} has it.
 */
final class OrderKeys {
    /** The key of NaN. */
    static final long NAN = of(Double.NaN);

    private OrderKeys() {}

    /** The key of a number. */
    static long of(double number) {
        return turned(Double.doubleToLongBits(number));
    }

    /** The number of a key. */
    static double number(long key) {
        return Double.longBitsToDouble(turned(key));
    }

    /** Negative numbers have their magnitude turned around; its own inverse. */
    private static long turned(long bits) {
        return bits ^ bits >> Long.SIZE - 1 >>> 1;
    }
}
