package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@link Sum} of the taps, divided once; integers towards zero, as PyTorch's int64 does, unless it is said otherwise.
 *
 * @param divisorOverride divides every sum, also that of a clipped window
 * @param counting what is counted where there is no override
 * @param rounding of integers: {@code DOWN} (towards zero) or {@code HALF_EVEN}
 */
public record Average(OptionalLong divisorOverride, Counting counting, RoundingMode rounding) implements Reduction {
    /** Of the taps that there are. */
    static final Average OF_TAPS = new Average(OptionalLong.empty(), Counting.TAPS);

    private static final Sum SUM = new Sum();

    /** An average whose integers are divided towards zero. */
    public Average(OptionalLong divisorOverride, Counting counting) {
        this(divisorOverride, counting, RoundingMode.DOWN);
    }

    /** What the divisor of an average counts. */
    public enum Counting {
        TAPS,
        TAPS_AND_PADDING
    }

    @Override
    public float reduce(float[] taps, int count, Window window) {
        return quotient(SUM.reduce(taps, count, window), count, window);
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return quotient(SUM.reduce(taps, count, window), count, window);
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        return quotient(SUM.reduce(taps, count, window), count, window);
    }

    /** The average of {@code count} taps that count, from their sum. */
    public float quotient(float sum, int count, Window window) {
        return sum / divisor(count, window);
    }

    /** Of a sum in float64. */
    public double quotient(double sum, int count, Window window) {
        return sum / divisor(count, window);
    }

    /** Of a sum of integers. */
    public long quotient(long sum, int count, Window window) {
        long divisor = divisor(count, window);
        return rounding == RoundingMode.DOWN ? sum / divisor : halfEven(sum, divisor);
    }

    private static long halfEven(long sum, long divisor) {
        long quotient = sum / divisor;
        long twice = 2 * Math.abs(sum % divisor);
        boolean away = twice > Math.abs(divisor) || twice == Math.abs(divisor) && quotient % 2 != 0;
        return away ? quotient + ((sum < 0) == (divisor < 0) ? 1 : -1) : quotient;
    }

    @Override
    public boolean addsResultToZero() {
        return true;
    }

    /** The number that divides the sum of {@code count} taps of a window. */
    long divisor(int count, Window window) {
        return counting == Counting.TAPS && divisorOverride.isEmpty() ? Math.max(1, count) : divisor(window);
    }

    /** The number that divides the sum of a window all of whose taps count. */
    public long divisor(Window window) {
        return divisorOverride.orElseGet(
                () -> Math.max(1, counting == Counting.TAPS ? window.taps() : window.extent()));
    }

    /** Exact. */
    @Override
    public Reduction unsigned() {
        return new UnsignedAverage(this);
    }

    /** {@code sum(w * x) / sum(w)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(WeightedPowers.AVERAGE);
    }
}
