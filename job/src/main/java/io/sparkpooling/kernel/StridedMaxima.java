package io.sparkpooling.kernel;

/**
 * Writes the maxima of up to three neighbouring taps of a row. Stride 2 has loops of its own, because the compiler drops bounds
 * checks only where it knows the stride.
 */
final class StridedMaxima {
    static final int MOST_TAPS = 3;

    private StridedMaxima() {}

    /**
     * {@code destination[to + i] = max(row[i*stride], row[i*stride + step], ...)}.
     *
     * @param taps 1 to {@link #MOST_TAPS}
     * @param outputs how many {@code i} there are
     */
    static void write(float[] row, int taps, int step, int stride, float[] destination, int to, int outputs) {
        boolean common = step == 1 && stride == 2;
        switch (taps) {
            case 1 -> writeOne(row, stride, destination, to, outputs);
            case 2 -> {
                if (common) {
                    writeTwoAtStrideTwo(row, destination, to, outputs);
                } else {
                    writeTwo(row, step, stride, destination, to, outputs);
                }
            }
            default -> {
                if (common) {
                    writeThreeAtStrideTwo(row, destination, to, outputs);
                } else {
                    writeThree(row, step, stride, destination, to, outputs);
                }
            }
        }
    }

    private static void writeOne(float[] row, int stride, float[] destination, int to, int outputs) {
        if (stride == 1) {
            System.arraycopy(row, 0, destination, to, outputs);
            return;
        }
        for (int i = 0, from = 0; i < outputs; i++, from += stride) {
            destination[to + i] = row[from];
        }
    }

    private static void writeTwo(float[] row, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = 0; i < outputs; i++, from += stride) {
            destination[to + i] = Math.max(row[from], row[from + step]);
        }
    }

    private static void writeTwoAtStrideTwo(float[] row, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = Math.max(row[2 * i], row[2 * i + 1]);
        }
    }

    private static void writeThree(float[] row, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = 0; i < outputs; i++, from += stride) {
            destination[to + i] = Math.max(Math.max(row[from], row[from + step]), row[from + 2 * step]);
        }
    }

    private static void writeThreeAtStrideTwo(float[] row, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = Math.max(Math.max(row[2 * i], row[2 * i + 1]), row[2 * i + 2]);
        }
    }
}
