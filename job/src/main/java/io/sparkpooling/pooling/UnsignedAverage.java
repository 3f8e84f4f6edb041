package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.window.Window;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * An average of uint64, exact: quotients and remainders of the taps are added apart, so that no sum is ever larger than the result.
 * With a divisor of 1 it is the sum. A result beyond uint64 makes a bad row.
 */
record UnsignedAverage(Average average) implements Reduction {

    /** The sum. */
    static final UnsignedAverage SUM = new UnsignedAverage(new Average(OptionalLong.of(1), Average.Counting.TAPS));

    UnsignedAverage {
        average.divisorOverride().ifPresent(divisor -> {
            if (divisor < 0) {
                throw new InvalidArgumentException(
                        "Invalid divisor_override: %d (uint64 has no negative numbers)".formatted(divisor));
            }
        });
    }

    @Override
    public float reduce(float[] taps, int count, Window window) {
        return average.reduce(taps, count, window);
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return average.reduce(taps, count, window);
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        long divisor = average.divisor(count, window);
        long quotient = 0;
        long remainder = 0;
        for (int i = 0; i < count; i++) {
            quotient = sum(quotient, Long.divideUnsigned(taps[i], divisor));
            remainder += Long.remainderUnsigned(taps[i], divisor);
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient = sum(quotient, 1);
            }
        }
        return roundsUp(quotient, remainder, divisor) ? sum(quotient, 1) : quotient;
    }

    private boolean roundsUp(long quotient, long remainder, long divisor) {
        long lacking = divisor - remainder;
        return average.rounding() == RoundingMode.HALF_EVEN
                && (remainder > lacking || remainder == lacking && (quotient & 1) == 1);
    }

    private static long sum(long a, long b) {
        if (Long.compareUnsigned(a + b, a) < 0) {
            throw new InvalidTensorException("the result of a window is larger than uint64");
        }
        return a + b;
    }
}
