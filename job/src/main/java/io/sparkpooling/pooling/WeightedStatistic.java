package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/** A statistic of taps that weigh differently; with all weights 1 it is the reduction that it is the weighted form of. */
@FunctionalInterface
public interface WeightedStatistic extends Statistic {

    /**
     * Of at least one tap.
     *
     * @param taps {@code count} values from index 0 on
     * @param weights one for each tap, finite and larger than 0
     */
    double reduce(double[] taps, double[] weights, int count, Window window);

    @Override
    default double reduce(double[] taps, int count, Window window) {
        throw new UnsupportedOperationException(this + " without weights");
    }

    /** {@code sum(w * x)}. */
    static double sum(double[] taps, double[] weights, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] * taps[i];
        }
        return sum;
    }

    /** {@code sum(w * x) / sum(w)}. */
    static double mean(double[] taps, double[] weights, int count) {
        return sum(taps, weights, count) / total(weights, count);
    }

    /** {@code sum(w)}. */
    static double total(double[] weights, int count) {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
        }
        return total;
    }
}
