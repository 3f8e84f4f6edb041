package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.function.DoubleUnaryOperator;

/**
 * The weighted form of averages, sums and norms: {@code root(sum(w * power(x)))}, or of that over {@code sum(w)}.
 *
 * @param power of a tap
 * @param average whether the sum is divided by that of the weights
 * @param root what becomes of the sum or average
 */
record WeightedPowers(DoubleUnaryOperator power, boolean average, DoubleUnaryOperator root)
        implements WeightedStatistic, SummedStatistic {
    static final WeightedPowers AVERAGE =
            new WeightedPowers(DoubleUnaryOperator.identity(), true, DoubleUnaryOperator.identity());
    static final WeightedPowers SUM =
            new WeightedPowers(DoubleUnaryOperator.identity(), false, DoubleUnaryOperator.identity());

    @Override
    public double reduce(double[] taps, double[] weights, int count, Window window) {
        for (int i = 0; i < count; i++) {
            taps[i] = power.applyAsDouble(taps[i]);
        }
        return root.applyAsDouble(
                average ? WeightedStatistic.mean(taps, weights, count) : WeightedStatistic.sum(taps, weights, count));
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return WeightedStatistic.super.reduce(taps, count, window);
    }

    @Override
    public int terms() {
        return average ? 2 : 1;
    }

    @Override
    public double term(int term, double tap, double weight, double first) {
        return term == 1 ? weight : tap == 0 ? 0 : ExactSum.ordinary(weight * power.applyAsDouble(tap));
    }

    @Override
    public double result(WindowSums sums) {
        double sum = sums.sum(0).value();
        return root.applyAsDouble(average ? sum / sums.sum(1).value() : sum);
    }
}
