package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/**
 * A quantile of taps that weigh differently, as xarray's and Akinshin's, "Weighted quantile estimators": the sorted taps lie side by
 * side on a line, each as long as its weight; with {@code W} the sum of the weights and {@code s = sum(w^2) / W} the result is the mean of
 * what lies between {@code (W - s) * q} and {@code (W - s) * q + s}. With equal weights {@code s} is one tap, so that this is {@link Quantile}.
 * Sorts taps and weights in place; NaN sorts last and wins.
 *
 * @param fraction the q of the formula, from 0 to 1
 */
record WeightedQuantile(double fraction) implements WeightedStatistic {
    /** Ciura's gaps of Shell's sort, which needs no memory and is fast on windows. */
    private static final int[] GAPS = {701, 301, 132, 57, 23, 10, 4, 1};

    @Override
    public double reduce(double[] taps, double[] weights, int count, Window window) {
        sort(taps, weights, count);
        if (Double.isNaN(taps[count - 1])) {
            return Double.NaN;
        }
        scale(weights, count);
        double total = WeightedStatistic.total(weights, count);
        double share = WeightedStatistic.sum(weights, weights, count) / total;
        double begin = (total - share) * fraction;
        return mean(taps, weights, count, begin, begin + share);
    }

    /** By a power of two, so that no square of a weight overflows or vanishes. */
    private static void scale(double[] weights, int count) {
        int exponent = Math.getExponent(Largest.of(weights, count));
        for (int i = 0; i < count; i++) {
            weights[i] = Math.scalb(weights[i], -exponent);
        }
    }

    /** The mean of the line between two places. */
    private static double mean(double[] taps, double[] weights, int count, double begin, double end) {
        double mean = 0;
        double covered = 0;
        double place = 0;
        for (int i = 0; i < count; i++) {
            double overlap = Math.min(end, place + weights[i]) - Math.max(begin, place);
            place += weights[i];
            if (overlap > 0) {
                covered += overlap;
                mean += taps[i] == mean ? 0 : (taps[i] - mean) * (overlap / covered);
            }
        }
        return mean;
    }

    private static void sort(double[] taps, double[] weights, int count) {
        for (int gap : GAPS) {
            for (int i = gap; i < count; i++) {
                double tap = taps[i];
                double weight = weights[i];
                int to = i;
                while (to >= gap && Double.compare(taps[to - gap], tap) > 0) {
                    taps[to] = taps[to - gap];
                    weights[to] = weights[to - gap];
                    to -= gap;
                }
                taps[to] = tap;
                weights[to] = weight;
            }
        }
    }
}
