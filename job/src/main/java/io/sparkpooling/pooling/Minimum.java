package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** The smallest tap: the {@link Maximum} of the negated taps, negated, so with the same rules for NaN, zeros and no taps. */
public record Minimum() implements Reduction, Selection {

    @Override
    public float reduce(float[] taps, int count, Window window) {
        float best = Float.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            best = taps[i] < best || Float.isNaN(taps[i]) ? taps[i] : best;
        }
        return best;
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            best = taps[i] < best || Double.isNaN(taps[i]) ? taps[i] : best;
        }
        return best;
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            best = Math.min(best, taps[i]);
        }
        return best;
    }

    @Override
    public String whyUnweighted() {
        return Largest.WHATEVER_THE_WEIGHTS;
    }

    @Override
    public boolean ordersOnly() {
        return true;
    }

    @Override
    public int select(float[] taps, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = taps[i] < taps[best] || Float.isNaN(taps[i]) ? i : best;
        }
        return best;
    }

    @Override
    public int select(double[] taps, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = taps[i] < taps[best] || Double.isNaN(taps[i]) ? i : best;
        }
        return best;
    }

    @Override
    public int select(long[] taps, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = taps[i] < taps[best] ? i : best;
        }
        return best;
    }
}
