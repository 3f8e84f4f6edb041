package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The maximum and the average of a window in one: {@code alpha * max + (1 - alpha) * average}. A weight of 0 leaves its part out.
 *
 * @param weighs whether the average is that of taps with weights
 */
record Blend(double alpha, boolean weighs) implements WeightedStatistic, SummedStatistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return blended(Largest.of(taps, count), Variance.mean(taps, count));
    }

    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(new Blend(alpha, true));
    }

    /** {@code alpha * max + (1 - alpha) * sum(w * x) / sum(w)}. */
    @Override
    public double reduce(double[] taps, double[] weights, int count, Window window) {
        return blended(Largest.of(taps, count), WeightedStatistic.mean(taps, weights, count));
    }

    private double blended(double largest, double average) {
        return weighed(largest + 0.0, alpha) + weighed(average, 1 - alpha);
    }

    private static double weighed(double part, double weight) {
        return weight == 0 && !Double.isNaN(part) ? 0 : weight * part;
    }

    @Override
    public int terms() {
        return weighs ? 2 : 1;
    }

    @Override
    public double term(int term, double tap, double weight, double first) {
        return term == 1 ? weight : weighs ? ExactSum.product(weight, tap) : tap;
    }

    @Override
    public boolean ofLargest() {
        return true;
    }

    @Override
    public double result(WindowSums sums) {
        return blended(
                sums.largest(), sums.sum(0).value() / (weighs ? sums.sum(1).value() : sums.count()));
    }
}
