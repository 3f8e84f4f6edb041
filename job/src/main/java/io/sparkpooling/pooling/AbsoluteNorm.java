package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The norm of the taps that exist, {@code (sum of |x|^p)^(1/p)}, as ONNX defines LpPool. In float64 and rounded once: powers are
 * those of {@link StrictMath}, the same on every machine. No taps give 0.
 *
 * @param norm the p of the formula
 */
public record AbsoluteNorm(double norm) implements Reduction {

    @Override
    public float reduce(float[] taps, int count, Window window) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += power(Math.abs(taps[i]), norm);
        }
        return (float) power(sum, 1 / norm);
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += power(Math.abs(taps[i]), norm);
        }
        return power(sum, 1 / norm);
    }

    private static double power(double base, double exponent) {
        if (exponent == 1) {
            return base;
        }
        if (exponent == 2) {
            return base * base;
        }
        return exponent == 0.5 ? Math.sqrt(base) : StrictMath.pow(base, exponent);
    }

    /** {@code (sum of w * |x|^p)^(1/p)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of((taps, weights, count, window) -> {
            for (int i = 0; i < count; i++) {
                taps[i] = power(Math.abs(taps[i]), norm);
            }
            return power(WeightedStatistic.sum(taps, weights, count), 1 / norm);
        });
    }
}
