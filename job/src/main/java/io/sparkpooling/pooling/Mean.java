package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The mean of a window that is the whole map. Summed in float64, which for float32 leaves nothing but the last rounding: a
 * float32 sum of 50 000 taps would lose four digits. PyTorch sums blocks of the map, in an order that depends on the machine's
 * vectors, so its bits cannot be a promise; they lie within its own rounding error of these.
 */
public record Mean() implements Reduction {

    @Override
    public float reduce(float[] taps, int count, Window window) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return (float) (sum / count);
    }

    /** Adds the rounding error of every addition in the end (Neumaier 1974), unless the sum is not finite. */
    @Override
    public double reduce(double[] taps, int count, Window window) {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < count; i++) {
            double next = sum + taps[i];
            lost += Math.abs(sum) >= Math.abs(taps[i]) ? sum - next + taps[i] : taps[i] - next + sum;
            sum = next;
        }
        return (Double.isFinite(sum) ? sum + lost : sum) / count;
    }

    /** {@code sum(w * x) / sum(w)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of(WeightedPowers.AVERAGE);
    }
}
