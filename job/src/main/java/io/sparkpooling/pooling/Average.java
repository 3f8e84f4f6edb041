package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.OptionalLong;

/**
 * The {@link Sum} of the taps, divided once. int64 divides towards zero, as PyTorch does.
 *
 * @param divisorOverride divides every sum, also that of a clipped window
 * @param counting what is counted where there is no override
 */
public record Average(OptionalLong divisorOverride, Counting counting) implements Reduction {
    private static final Sum SUM = new Sum();

    /** What the divisor of an average counts. */
    public enum Counting {
        TAPS,
        TAPS_AND_PADDING
    }

    @Override
    public float reduce(float[] taps, int count, Window window) {
        return SUM.reduce(taps, count, window) / divisor(count, window);
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return SUM.reduce(taps, count, window) / divisor(count, window);
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        return SUM.reduce(taps, count, window) / divisor(count, window);
    }

    @Override
    public boolean addsResultToZero() {
        return true;
    }

    private long divisor(int count, Window window) {
        return counting == Counting.TAPS && divisorOverride.isEmpty() ? Math.max(1, count) : divisor(window);
    }

    /** The number that divides the sum of a window all of whose taps count. */
    public long divisor(Window window) {
        return divisorOverride.orElseGet(
                () -> Math.max(1, counting == Counting.TAPS ? window.taps() : window.extent()));
    }
}
