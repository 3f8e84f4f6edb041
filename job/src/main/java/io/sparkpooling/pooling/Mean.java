package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The mean of a window that is the whole map. Summed in float64, which for float32 leaves nothing but the last rounding: a
 * float32 sum of 50 000 taps would lose four digits. PyTorch sums blocks of the map, in an order that depends on the machine's
 * vectors, so its bits cannot be a promise; they lie within its own rounding error of these. Ours is the same on every machine: eight
 * sums, of the taps whose number is 0 to 7 modulo 8, which are then added in pairs, and the pairs in pairs.
 */
public record Mean() implements Reduction {
    private static final int PARTS = 8;

    @Override
    public float reduce(float[] taps, int count, Window window) {
        double sum0 = partialSum(taps, 0, count) + partialSum(taps, 1, count);
        double sum2 = partialSum(taps, 2, count) + partialSum(taps, 3, count);
        double sum4 = partialSum(taps, 4, count) + partialSum(taps, 5, count);
        double sum6 = partialSum(taps, 6, count) + partialSum(taps, 7, count);
        return (float) (((sum0 + sum2) + (sum4 + sum6)) / count);
    }

    private static double partialSum(float[] taps, int first, int count) {
        double sum = 0;
        for (int i = first; i < count; i += PARTS) {
            sum += taps[i];
        }
        return sum;
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
