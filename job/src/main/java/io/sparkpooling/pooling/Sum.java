package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** The taps added one after the other, from +0 on, in the type they come in; int64 wraps around. No taps give 0. */
public record Sum() implements Reduction {

    @Override
    public float reduce(float[] taps, Window window) {
        int count = window.taps();
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }

    @Override
    public double reduce(double[] taps, Window window) {
        int count = window.taps();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }

    @Override
    public long reduce(long[] taps, Window window) {
        int count = window.taps();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }
}
