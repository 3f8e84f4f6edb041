package io.sparkpooling.pooling;

/** The largest of some taps: what a stable exponential subtracts. */
final class Largest {
    /** Why a maximum has no weighted form. */
    static final String WHATEVER_THE_WEIGHTS =
            "the largest or smallest tap is the same whatever taps weigh: say mask= to leave some out";

    private static final double LARGE_EXPONENT = 512;

    private Largest() {}

    /** NaN if one of them is, {@code -Infinity} if there are none. */
    static double of(double[] taps, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, taps[i]);
        }
        return largest;
    }

    /** An exponential that needs no largest tap taken out, because it neither overflows nor loses digits; else NaN. */
    static double exponential(double exponent) {
        return Math.abs(exponent) <= LARGE_EXPONENT ? StrictMath.exp(exponent) : Double.NaN;
    }

    /** The same times a weight that is above 0. */
    static double exponential(double exponent, double weight) {
        return ExactSum.product(weight, exponential(exponent));
    }
}
