package io.sparkpooling.report;

import io.sparkpooling.tensor.IncubatingVectors;
import java.util.Arrays;

/**
 * A block of values as floats, summed up by {@link Halving}. Deviations are taken from the block's own pivot, so that the spread of
 * values far from zero is not lost. A short block is filled up with its pivot, which deviates by nothing, and so gives the same
 * bits as if it were halved at its own length.
 */
final class FloatBlock {
    static final int LENGTH = Halving.LENGTH;

    /** Below, squares may have lost bits to underflow. */
    private static final float SMALLEST_SAFE_SQUARES = 0x1p-64f;

    private final Halving halving = IncubatingVectors.find(Halving.class, "io.sparkpooling.report.VectorHalving")
            .orElseGet(PlainHalving::new);
    private final float[] padded = new float[LENGTH];
    private int count;
    private float pivot;

    /**
     * Sums {@code count} values from {@code from} on up; false if floats cannot tell: not all finite, or squares over- or underflow.
     */
    boolean sum(float[] values, int from, int count) {
        this.count = count;
        pivot = median(values[from], values[from + count / 2], values[from + count - 1]);
        if (count == LENGTH) {
            halving.sum(values, from, pivot);
        } else {
            System.arraycopy(values, from, padded, 0, count);
            Arrays.fill(padded, count, LENGTH, pivot);
            halving.sum(padded, 0, pivot);
        }
        boolean safe = halving.squares() >= SMALLEST_SAFE_SQUARES && halving.squares() <= Float.MAX_VALUE;
        return safe || halving.squares() == 0 && halving.lowest() == halving.highest();
    }

    /** What {@link #sum} found, if it could tell. */
    ValueStatistics statistics() {
        double sum = halving.deviations();
        double squared = halving.squares();
        double center = pivot;
        int padding = pivot == 0 ? 0 : LENGTH - count;
        int zeros = count - (halving.nonzeros() - padding);
        double mean = center + sum / count;
        double squaredDeviations = Math.max(0, squared - sum * sum / count);
        double energy = Math.max(0, squared + center * (2 * sum + center * count));
        return new ValueStatistics(
                count, count, 0, 0, 0, zeros, halving.lowest(), halving.highest(), mean, squaredDeviations, energy);
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
