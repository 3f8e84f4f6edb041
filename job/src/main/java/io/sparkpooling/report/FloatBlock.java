package io.sparkpooling.report;

import java.util.Arrays;

/**
 * A block of values as floats, summed up by halving: as long as there is more than one, value j and value j + half are
 * joined. It is the one order of summing that vectors of any width can keep, and its rounding error is that of twelve
 * additions, not of 4096. Deviations are taken from the block's own pivot, so that the spread of values far from zero is not
 * lost. A short block is filled up with its pivot, which deviates by nothing, and so gives the same bits as if it were
 * halved at its own length.
 *
 * <p>C2 vectorises a loop if its arrays begin at index 0, its bounds and distances are constants and its body is small: hence
 * the copy into {@link #values()}, one loop for each figure, and loops written out that differ by a number alone, most of
 * which halve twice at once. A zero is counted without a comparison: |x| · 2^127 is either 0 or at
 * least 2^-22.
 */
final class FloatBlock {
    static final int LENGTH = 4096;

    private static final int HALF = LENGTH / 2;
    private static final float ABOVE_ALL_DENORMALS = 0x1p127f;
    private static final float ONE_NONZERO = 0x1p-22f;
    /** Below, squares may have lost bits to underflow. */
    private static final float SMALLEST_SAFE_SQUARES = 0x1p-64f;

    private final float[] values = new float[LENGTH];
    private final float[] deviations = new float[LENGTH];
    private final float[] squares = new float[HALF];
    private final float[] nonzeros = new float[LENGTH];
    private final float[] lowest = new float[HALF];
    private final float[] highest = new float[HALF];
    private int count;
    private float pivot;

    /** Where the block's values are put, from index 0 on. */
    float[] values() {
        return values;
    }

    /** Sums the first {@code count} values up; false if floats cannot tell: not all finite, or squares over- or underflow. */
    boolean sum(int count) {
        this.count = count;
        pivot = median(values[0], values[count / 2], values[count - 1]);
        Arrays.fill(values, count, LENGTH, pivot);
        deviate(values, pivot, deviations);
        addSquares(deviations, squares);
        markNonzeros(values, nonzeros);
        addHalves(deviations);
        addHalves(nonzeros);
        addFirstHalf(deviations);
        addFirstHalf(squares);
        addFirstHalf(nonzeros);
        minimum(values, lowest);
        maximum(values, highest);
        boolean safe = squares[0] >= SMALLEST_SAFE_SQUARES && squares[0] <= Float.MAX_VALUE;
        return safe || squares[0] == 0 && lowest[0] == highest[0];
    }

    /** What {@link #sum} found, if it could tell. */
    ValueStatistics statistics() {
        double sum = deviations[0];
        double squared = squares[0];
        double center = pivot;
        int padding = pivot == 0 ? 0 : LENGTH - count;
        int zeros = count - (Math.round(nonzeros[0] / ONE_NONZERO) - padding);
        double mean = center + sum / count;
        double squaredDeviations = Math.max(0, squared - sum * sum / count);
        double energy = Math.max(0, squared + center * (2 * sum + center * count));
        return new ValueStatistics(
                count, count, 0, 0, 0, zeros, lowest[0], highest[0], mean, squaredDeviations, energy);
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void deviate(float[] values, float pivot, float[] into) {
        for (int j = 0; j < LENGTH; j++) {
            into[j] = values[j] - pivot;
        }
    }

    private static void addSquares(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = values[j] * values[j] + values[j + HALF] * values[j + HALF];
        }
    }

    private static void markNonzeros(float[] values, float[] into) {
        for (int j = 0; j < LENGTH; j++) {
            into[j] = Math.min(Math.abs(values[j]) * ABOVE_ALL_DENORMALS, ONE_NONZERO);
        }
    }

    /** Halves all lanes once. */
    private static void addHalves(float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = lanes[j] + lanes[j + HALF];
        }
    }

    /** Halves the first half of the lanes until the sum is in lane 0. */
    private static void addFirstHalf(float[] lanes) {
        for (int j = 0; j < 512; j++) {
            lanes[j] = (lanes[j] + lanes[j + 1024]) + (lanes[j + 512] + lanes[j + 1536]);
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = (lanes[j] + lanes[j + 256]) + (lanes[j + 128] + lanes[j + 384]);
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = (lanes[j] + lanes[j + 64]) + (lanes[j + 32] + lanes[j + 96]);
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = lanes[j] + lanes[j + 16];
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = lanes[j] + lanes[j + 8];
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = lanes[j] + lanes[j + 4];
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = lanes[j] + lanes[j + 2];
        }
        lanes[0] = lanes[0] + lanes[1];
    }

    private static void minimum(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = Math.min(values[j], values[j + HALF]);
        }
        for (int j = 0; j < 512; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 1024]), Math.min(lanes[j + 512], lanes[j + 1536]));
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 256]), Math.min(lanes[j + 128], lanes[j + 384]));
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 64]), Math.min(lanes[j + 32], lanes[j + 96]));
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 16]);
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 8]);
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 4]);
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 2]);
        }
        lanes[0] = Math.min(lanes[0], lanes[1]);
    }

    private static void maximum(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = Math.max(values[j], values[j + HALF]);
        }
        for (int j = 0; j < 512; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 1024]), Math.max(lanes[j + 512], lanes[j + 1536]));
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 256]), Math.max(lanes[j + 128], lanes[j + 384]));
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 64]), Math.max(lanes[j + 32], lanes[j + 96]));
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 16]);
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 8]);
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 4]);
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 2]);
        }
        lanes[0] = Math.max(lanes[0], lanes[1]);
    }
}
