package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The generalized mean {@code mean(max(x, eps)^p)^(1/p)} of Radenović, Tolias and Chum, "Fine-tuning CNN image retrieval with no
 * human annotation". The largest tap is taken out before the powers, so that none of them overflows.
 *
 * @param exponent the p of the formula, larger than 0
 * @param floor the eps of the formula, larger than 0
 */
record GeneralizedMean(double exponent, double floor) implements Statistic {
    static final Parameter P = Parameter.optional("p", ParameterType.POSITIVE, 3.0);
    static final Parameter EPS = Parameter.optional("eps", ParameterType.POSITIVE, 1e-6);

    static GeneralizedMean of(Arguments arguments) {
        return new GeneralizedMean(arguments.number("p"), arguments.number("eps"));
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double largest = largest(taps, count);
        return Double.isInfinite(largest) ? largest : largest * relative(taps, count, largest);
    }

    private double relative(double[] taps, int count, double largest) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += StrictMath.pow(Math.max(taps[i], floor) / largest, exponent);
        }
        return StrictMath.pow(sum / count, 1 / exponent);
    }

    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(this::weighted);
    }

    /** {@code (sum of w * max(x, eps)^p / sum(w))^(1/p)}. */
    private double weighted(double[] taps, double[] weights, int count, Window window) {
        double largest = largest(taps, count);
        if (Double.isInfinite(largest)) {
            return largest;
        }
        for (int i = 0; i < count; i++) {
            taps[i] = StrictMath.pow(Math.max(taps[i], floor) / largest, exponent);
        }
        return largest * StrictMath.pow(WeightedStatistic.mean(taps, weights, count), 1 / exponent);
    }

    private double largest(double[] taps, int count) {
        double largest = floor;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, taps[i]);
        }
        return largest;
    }
}
