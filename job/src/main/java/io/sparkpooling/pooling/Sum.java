package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.Window;
import java.util.Optional;

/** The taps added one after the other, from +0 on, in the type they come in; int64 wraps around. No taps give 0. */
public record Sum() implements Reduction {

    /** The type of sums: integers and bool add in int64 and stay there, uint64 in uint64. */
    static ElementType resultType(ElementType input) {
        return input.isFloatingPoint() || input == ElementType.UINT64 ? input : ElementType.INT64;
    }

    @Override
    public float reduce(float[] taps, int count, Window window) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum;
    }

    /** The sum, which must not run over. */
    @Override
    public Reduction unsigned() {
        return UnsignedAverage.SUM;
    }

    /** {@code sum(w * x)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(WeightedPowers.SUM);
    }
}
