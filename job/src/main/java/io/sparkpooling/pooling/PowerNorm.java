package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * PyTorch's Lp: {@code (average(x^p) * kernel positions)^(1/p)}, without an absolute value. So an odd p keeps signs inside, a
 * negative sum has no root (NaN), and a clipped window is extrapolated to the size of a whole one. Powers of 1/2, 1, 2 and 3
 * are the roots and products that PyTorch takes; others are float64 powers from {@link StrictMath}, the same on every machine.
 *
 * @param norm the p of the formula
 * @param kernelPositions the positions of a whole window
 */
public record PowerNorm(double norm, long kernelPositions) implements Reduction {

    @Override
    public float reduce(float[] taps, int count, Window window) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += raised(taps[i]);
        }
        return root(sum, count);
    }

    /** A tap to the power of the norm. */
    public float raised(float tap) {
        return power(tap, norm);
    }

    /** The norm of a window, from the sum of its raised taps. */
    public float root(float sum, int taps) {
        float average = sum / taps;
        return power((average == 0 ? 0 : average) * kernelPositions, 1 / norm);
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += power(taps[i], norm);
        }
        return root(sum / count);
    }

    private double root(double average) {
        return power((average == 0 ? 0 : average) * kernelPositions, 1 / norm);
    }

    private static float power(float base, double exponent) {
        if (exponent == 3) {
            return base * base * base;
        }
        // of float32 operands a float64 square and root round to the float32 ones, and an exponent is a float32 in
        // PyTorch
        return (float) power((double) base, (double) (float) exponent);
    }

    private static double power(double base, double exponent) {
        if (exponent == 1) {
            return base;
        }
        if (exponent == 2) {
            return base * base;
        }
        if (exponent == 3) {
            return base * base * base;
        }
        return exponent == 0.5 ? Math.sqrt(base) : StrictMath.pow(base, exponent);
    }

    /** The same with {@code sum(w * x^p) / sum(w)} for the average. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(new WeightedPowers(tap -> power(tap, norm), true, this::root));
    }
}
