package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The norm of the taps that exist, {@code (sum of |x|^p)^(1/p)}, as ONNX defines LpPool. In float64 and rounded once; powers are
 * summed exactly wherever they can be, and are those of {@link StrictMath}, the same on every machine. No taps give 0.
 *
 * @param norm the p of the formula
 */
public record AbsoluteNorm(double norm) implements SummedStatistic {

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

    @Override
    public int terms() {
        return 1;
    }

    @Override
    public double term(int term, double tap, double weight, double first) {
        return tap == 0 ? 0 : ExactSum.ordinary(power(Math.abs(tap), norm));
    }

    @Override
    public double result(WindowSums sums) {
        return power(sums.sum(0).value(), 1 / norm);
    }

    /** {@code (sum of w * |x|^p)^(1/p)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(new WeightedPowers(tap -> power(Math.abs(tap), norm), false, sum -> power(sum, 1 / norm)));
    }
}
