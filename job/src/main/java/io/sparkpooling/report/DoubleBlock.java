package io.sparkpooling.report;

/**
 * A block of values as doubles, summed up one after the other. Deviations are taken from the first finite value, so that the
 * spread of values far from zero is not lost.
 */
final class DoubleBlock {
    private final double[] values;

    DoubleBlock(int length) {
        this.values = new double[length];
    }

    /** Where the block's values are put, from index 0 on. */
    double[] values() {
        return values;
    }

    /** The statistics of the first {@code count} values. */
    ValueStatistics statistics(int count) {
        double pivot = firstFinite(count);
        long finite = 0;
        long nan = 0;
        long positiveInfinite = 0;
        long zeros = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double deviations = 0;
        double squaredDeviations = 0;
        double energy = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                finite++;
                zeros += value == 0 ? 1 : 0;
                min = Math.min(min, value);
                max = Math.max(max, value);
                deviations += value - pivot;
                squaredDeviations += (value - pivot) * (value - pivot);
                energy += value * value;
            } else if (Double.isNaN(value)) {
                nan++;
            } else if (value > 0) {
                positiveInfinite++;
            }
        }
        long negativeInfinite = count - finite - nan - positiveInfinite;
        boolean none = finite == 0;
        return new ValueStatistics(
                count,
                finite,
                nan,
                positiveInfinite,
                negativeInfinite,
                zeros,
                none ? Double.NaN : min,
                none ? Double.NaN : max,
                none ? Double.NaN : pivot + deviations / finite,
                none ? 0 : Math.max(0, squaredDeviations - deviations * deviations / finite),
                energy);
    }

    private double firstFinite(int count) {
        for (int i = 0; i < count; i++) {
            if (Double.isFinite(values[i])) {
                return values[i];
            }
        }
        return Double.NaN;
    }
}
