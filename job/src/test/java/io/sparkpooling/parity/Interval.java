package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;

/** Where a computed number must lie. {@code NaN .. NaN} holds NaN alone. */
record Interval(double low, double high) {
    /** No demand: where the number depends on whether an intermediate result overflows or has a root. */
    static final Interval ANYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Interval exactly(double value) {
        return new Interval(value, value);
    }

    /** This interval widened by {@code slack} and by half a unit in the last place of {@code type}, and clipped to its range. */
    Interval widened(double slack, ElementType type) {
        double low_ = low - slack - halfUnit(type, low);
        double high_ = high + slack + halfUnit(type, high);
        return new Interval(
                low_ < -largest(type) ? Double.NEGATIVE_INFINITY : Math.min(low_, largest(type)),
                high_ > largest(type) ? Double.POSITIVE_INFINITY : Math.max(high_, -largest(type)));
    }

    boolean holds(double value) {
        return equals(ANYTHING)
                || low <= value && value <= high
                || Double.isNaN(low) && Double.isNaN(high) && Double.isNaN(value);
    }

    private static double halfUnit(ElementType type, double value) {
        int exponent = Math.max(Math.getExponent(value), smallestExponent(type));
        return Math.max(Math.scalb(0.5, exponent - mantissaBits(type)), Double.MIN_VALUE);
    }

    private static int mantissaBits(ElementType type) {
        return switch (type) {
            case FLOAT16 -> 10;
            case BFLOAT16 -> 7;
            case FLOAT32 -> 23;
            case FLOAT64 -> 52;
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
                throw new IllegalArgumentException(type.word());
        };
    }

    private static int smallestExponent(ElementType type) {
        return type == ElementType.FLOAT16 ? -14 : type == ElementType.FLOAT64 ? -1022 : -126;
    }

    private static double largest(ElementType type) {
        double mantissa = 2 - Math.scalb(1.0, -mantissaBits(type));
        return Math.scalb(mantissa, type == ElementType.FLOAT16 ? 15 : type == ElementType.FLOAT64 ? 1023 : 127);
    }

    @Override
    public String toString() {
        return low + " .. " + high;
    }
}
