package io.sparkpooling.report;

/** How many times smaller something became. */
public final class Ratio {
    private Ratio() {}

    /** {@code before / after}; NaN where there is nothing after. */
    public static double of(long before, long after) {
        return after == 0 ? Double.NaN : (double) before / after;
    }
}
