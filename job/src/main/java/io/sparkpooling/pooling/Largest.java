package io.sparkpooling.pooling;

/** The largest of some taps: what a stable exponential subtracts. */
final class Largest {
    private Largest() {}

    /** NaN if one of them is, {@code -Infinity} if there are none. */
    static double of(double[] taps, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, taps[i]);
        }
        return largest;
    }
}
