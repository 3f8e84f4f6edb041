package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The generalized mean {@code mean(max(x, eps)^p)^(1/p)} of Radenović, Tolias and Chum, "Fine-tuning CNN image retrieval with no
 * human annotation". Powers are summed exactly, and taps up to {@code eps} are only counted; where that
 * cannot be, the largest tap is taken out before the powers, so that none of them overflows.
 *
 * @param exponent the p of the formula, larger than 0
 * @param floor the eps of the formula, larger than 0
 * @param raisedFloor {@code eps^p}, or NaN if that is no ordinary number
 */
record GeneralizedMean(double exponent, double floor, double raisedFloor)
        implements WeightedStatistic, SummedStatistic {
    static final Parameter P = Parameter.optional("p", ParameterType.POSITIVE, 3.0);
    static final Parameter EPS = Parameter.optional("eps", ParameterType.POSITIVE, 1e-6);

    static GeneralizedMean of(Arguments arguments) {
        double exponent = arguments.number("p");
        double floor = arguments.number("eps");
        return new GeneralizedMean(exponent, floor, ExactSum.ordinary(Powers.raised(floor, exponent)));
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
        return Optional.of(this);
    }

    /** {@code (sum of w * max(x, eps)^p / sum(w))^(1/p)}. */
    @Override
    public double reduce(double[] taps, double[] weights, int count, Window window) {
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

    @Override
    public int terms() {
        return 3;
    }

    /** The weight, the weight of what lies on the floor, and a power of what lies above it. */
    @Override
    public double term(int term, double tap, double weight, double first) {
        if (term == 0) {
            return weight;
        }
        boolean onFloor = tap <= floor;
        if (term == 1) {
            return onFloor ? weight : 0;
        }
        return onFloor ? 0 * raisedFloor : weight * ExactSum.ordinary(Powers.raised(tap, exponent));
    }

    @Override
    public double result(WindowSums sums) {
        double powers = sums.sum(2).value() + sums.sum(1).value() * raisedFloor;
        return Powers.root(powers / sums.sum(0).value(), exponent);
    }
}
