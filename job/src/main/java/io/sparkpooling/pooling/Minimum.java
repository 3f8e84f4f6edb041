package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** The smallest tap: the {@link Maximum} of the negated taps, negated, so with the same rules for NaN, zeros and no taps. */
public record Minimum() implements Reduction {

    @Override
    public float reduce(float[] taps, Window window) {
        int count = window.taps();
        float best = Float.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            best = taps[i] < best || Float.isNaN(taps[i]) ? taps[i] : best;
        }
        return best;
    }

    @Override
    public double reduce(double[] taps, Window window) {
        int count = window.taps();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            best = taps[i] < best || Double.isNaN(taps[i]) ? taps[i] : best;
        }
        return best;
    }

    @Override
    public long reduce(long[] taps, Window window) {
        int count = window.taps();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            best = Math.min(best, taps[i]);
        }
        return best;
    }
}
