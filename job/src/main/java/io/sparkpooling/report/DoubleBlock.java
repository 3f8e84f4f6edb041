package io.sparkpooling.report;

import java.util.Arrays;

/**
 * A block of values as doubles, of which the finite ones are summed up by halving, as {@link FloatBlock} does: for the types
 * that a float does not hold, and for blocks with NaN, infinities or squares out of a float's range.
 */
final class DoubleBlock {
    private final double[] values;
    private final double[] deviations;
    private final double[] squares;
    private final double[] energies;
    private final double[] lowest;
    private final double[] highest;

    /**
     * @param length a power of two
     */
    DoubleBlock(int length) {
        this.values = new double[length];
        this.deviations = new double[length];
        this.squares = new double[length];
        this.energies = new double[length];
        this.lowest = new double[length];
        this.highest = new double[length];
    }

    /** Where the block's values are put, from index 0 on. */
    double[] values() {
        return values;
    }

    /** The statistics of the first {@code count} values, which are gone after it. */
    ValueStatistics statistics(int count) {
        int nan = 0;
        int positiveInfinite = 0;
        int finite = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                values[finite++] = value;
            } else if (Double.isNaN(value)) {
                nan++;
            } else if (value > 0) {
                positiveInfinite++;
            }
        }
        int negativeInfinite = count - finite - nan - positiveInfinite;
        return finiteOnes(finite)
                .mergedWith(new ValueStatistics(
                        count - finite,
                        0,
                        nan,
                        positiveInfinite,
                        negativeInfinite,
                        0,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        0,
                        0));
    }

    private ValueStatistics finiteOnes(int count) {
        if (count == 0) {
            return ValueStatistics.EMPTY;
        }
        double pivot = median(values[0], values[count / 2], values[count - 1]);
        int zeros = zeros(count);
        fillLanes(count, pivot);
        for (int half = deviations.length / 2; half > 0; half /= 2) {
            addHalves(deviations, half);
            addHalves(squares, half);
            addHalves(energies, half);
            joinExtremes(half);
        }
        double sum = deviations[0];
        return new ValueStatistics(
                count,
                count,
                0,
                0,
                0,
                zeros,
                lowest[0],
                highest[0],
                pivot + sum / count,
                Math.max(0, squares[0] - sum * sum / count),
                energies[0]);
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** Without a branch, which would be foretold wrongly on ReLU'd maps: only of 0 is {@code (m - 1) & ~m} negative. */
    private int zeros(int count) {
        long zeros = 0;
        for (int i = 0; i < count; i++) {
            long magnitude = Double.doubleToRawLongBits(values[i]) << 1;
            zeros += (magnitude - 1 & ~magnitude) >>> 63;
        }
        return (int) zeros;
    }

    private void fillLanes(int count, double pivot) {
        for (int i = 0; i < count; i++) {
            double value = values[i];
            double deviation = value - pivot;
            deviations[i] = deviation;
            squares[i] = deviation * deviation;
            energies[i] = value * value;
        }
        System.arraycopy(values, 0, lowest, 0, count);
        System.arraycopy(values, 0, highest, 0, count);
        Arrays.fill(lowest, count, lowest.length, pivot);
        Arrays.fill(highest, count, highest.length, pivot);
        Arrays.fill(deviations, count, deviations.length, 0);
        Arrays.fill(squares, count, squares.length, 0);
        Arrays.fill(energies, count, energies.length, 0);
    }

    private static void addHalves(double[] lanes, int half) {
        for (int j = 0; j < half; j++) {
            lanes[j] += lanes[j + half];
        }
    }

    private void joinExtremes(int half) {
        for (int j = 0; j < half; j++) {
            lowest[j] = Math.min(lowest[j], lowest[j + half]);
            highest[j] = Math.max(highest[j], highest[j + half]);
        }
    }
}
