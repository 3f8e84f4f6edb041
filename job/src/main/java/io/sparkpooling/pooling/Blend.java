package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** The maximum and the average of a window in one: {@code alpha * max + (1 - alpha) * average}. A weight of 0 leaves its part out. */
record Blend(double alpha) implements Statistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
            largest = Math.max(largest, taps[i]);
        }
        return weighed(largest, alpha) + weighed(sum / count, 1 - alpha);
    }

    private static double weighed(double part, double weight) {
        return weight == 0 && !Double.isNaN(part) ? 0 : weight * part;
    }
}
