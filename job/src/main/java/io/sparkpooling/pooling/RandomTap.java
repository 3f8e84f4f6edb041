package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/**
 * Draws a tap with a probability in proportion to its value, as Zeiler and Fergus, "Stochastic pooling for regularization". The draw
 * is {@link SplitMix64}'s hash of the seed, the taps and the place of the window, so it does not depend on what was pooled before.
 */
record RandomTap(long seed) implements Statistic {
    @Override
    public double reduce(double[] taps, int count, Window window) {
        double largest = Largest.of(taps, count);
        if (count == 0 || Double.isNaN(largest)) {
            return Double.NaN;
        }
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weight(taps[i], largest);
        }
        return pick(taps, count, largest, draw(taps, count, window) * total);
    }

    private static double pick(double[] taps, int count, double largest, double threshold) {
        double passed = 0;
        int last = 0;
        for (int i = 0; i < count; i++) {
            double weight = weight(taps[i], largest);
            passed += weight;
            if (passed > threshold) {
                return taps[i];
            }
            last = weight > 0 ? i : last;
        }
        return taps[last];
    }

    /** Relative to the largest tap, so that no sum overflows; the same for all where none is positive. */
    private static double weight(double tap, double largest) {
        if (largest <= 0) {
            return 1;
        }
        return Double.isInfinite(largest) ? (tap == largest ? 1 : 0) : Math.max(tap, 0) / largest;
    }

    /** From 0 on, below 1. */
    private double draw(double[] taps, int count, Window window) {
        long hash = SplitMix64.mixed(SplitMix64.mixed(seed) ^ window.place());
        for (int i = 0; i < count; i++) {
            hash = SplitMix64.mixed(hash ^ Double.doubleToLongBits(taps[i]));
        }
        return SplitMix64.fraction(hash);
    }
}
