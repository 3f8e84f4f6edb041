package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * What the taps of one window become: the definition of an operation's arithmetic. The taps come in row-major order of the
 * logical pooled axes, widened without loss: float16 and bfloat16 to float32, integers to int64. The result is rounded to the
 * element type once, by whoever calls.
 */
public interface Reduction {

    /**
     * Of float32, and of the 16-bit floats.
     *
     * @param taps {@code count} values from index 0 on
     * @param count the taps that count: those of the window, less those that a {@link TapRule} leaves out
     */
    float reduce(float[] taps, int count, Window window);

    /** Of float64. */
    double reduce(double[] taps, int count, Window window);

    /** Of integers; only called for operations that accept an integer type. */
    default long reduce(long[] taps, int count, Window window) {
        throw new UnsupportedOperationException(this + " of integers");
    }

    /**
     * Whether a result of -0, also one that comes of rounding, becomes +0: where PyTorch adds the rounded result to a zero. Whoever
     * rounds to the element type does this after it.
     */
    default boolean addsResultToZero() {
        return false;
    }

    /** The same of uint64, whose bits are no int64 to calculate with. */
    default Reduction unsigned() {
        return this;
    }

    /** The same of taps that weigh differently, where there is a formula for it; with equal weights it gives the same. */
    default Optional<WeightedStatistic> weighted() {
        return Optional.empty();
    }

    /** Why there is no weighted form, where there is none. */
    default String whyUnweighted() {
        return "none is defined here";
    }

    /** Whether nothing but the order of the taps counts, so that the result is one of them. */
    default boolean ordersOnly() {
        return false;
    }
}
