package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Arrays;
import java.util.Optional;

/**
 * A quantile with linear interpolation, as {@code numpy.quantile}: of {@code n} sorted taps that at {@code (n - 1) * q}, between
 * its two neighbours. Half-way it is the mean of both, so the median. Sorts the taps in place; NaN sorts last and wins.
 *
 * @param fraction the q of the formula, from 0 to 1
 */
public record Quantile(double fraction) implements Statistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        Arrays.sort(taps, 0, count);
        if (count == 0 || Double.isNaN(taps[count - 1])) {
            return Double.NaN;
        }
        double position = position(count);
        int below = (int) position;
        return between(taps[below], taps[Math.min(below + 1, count - 1)], position - below);
    }

    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(new WeightedQuantile(fraction));
    }

    /** Where the quantile of {@code count} sorted taps lies. */
    public double position(int count) {
        return (count - 1) * fraction;
    }

    /** What lies between two neighbours, {@code weight} behind the lower one. */
    public static double between(double below, double above, double weight) {
        if (weight == 0 || below == above) {
            return weight == 0 ? below : above;
        }
        return weight == 0.5 ? 0.5 * below + 0.5 * above : interpolated(below, above, weight);
    }

    /** From the nearer side, as NumPy, so that it never leaves the interval. */
    private static double interpolated(double below, double above, double weight) {
        double difference = above - below;
        return weight < 0.5 ? below + difference * weight : above - difference * (1 - weight);
    }
}
