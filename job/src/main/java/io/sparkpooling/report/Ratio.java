package io.sparkpooling.report;

/** How many times smaller something became. */
final class Ratio {
    private Ratio() {}

    /** {@code before / after}; NaN where there is nothing after. */
    static double of(long before, long after) {
        return after == 0 ? Double.NaN : (double) before / after;
    }
}
