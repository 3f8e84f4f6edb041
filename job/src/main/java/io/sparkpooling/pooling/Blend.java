package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** The maximum and the average of a window in one: {@code alpha * max + (1 - alpha) * average}. A weight of 0 leaves its part out. */
record Blend(double alpha) implements SummedStatistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
            largest = Math.max(largest, taps[i]);
        }
        return blended(largest, sum / count);
    }

    private double blended(double largest, double average) {
        return weighed(largest + 0.0, alpha) + weighed(average, 1 - alpha);
    }

    private static double weighed(double part, double weight) {
        return weight == 0 && !Double.isNaN(part) ? 0 : weight * part;
    }

    @Override
    public int terms() {
        return 1;
    }

    @Override
    public double term(int term, double tap, double weight, double first) {
        return tap;
    }

    @Override
    public boolean ofLargest() {
        return true;
    }

    @Override
    public double result(WindowSums sums) {
        return blended(sums.largest(), sums.sum(0).value() / sums.count());
    }
}
