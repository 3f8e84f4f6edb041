package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/**
 * The variance in two passes, the mean first: {@code sum((x - mean)^2) / (count - correction)}. A correction of 0 describes the
 * population, 1 estimates it from a sample. Not a number where no more taps are there than the correction takes away.
 */
record Variance(long correction) implements Statistic {
    static final Parameter CORRECTION = Parameter.optional("correction", ParameterType.COUNT, 0);

    static Variance of(Arguments arguments) {
        return new Variance(arguments.integer("correction").orElseThrow());
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double mean = mean(taps, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (taps[i] - mean) * (taps[i] - mean);
        }
        return count > correction ? sum / (count - correction) : Double.NaN;
    }

    private static double mean(double[] taps, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum / count;
    }
}
