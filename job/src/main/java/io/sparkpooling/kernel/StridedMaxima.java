package io.sparkpooling.kernel;

/**
 * Writes the maxima of up to three neighbouring taps along rows. Stride 2 has loops of its own, because the compiler drops bounds
 * checks only where it knows the stride.
 */
final class StridedMaxima {
    static final int MOST_TAPS = 3;

    private StridedMaxima() {}

    /**
     * {@code destination[to + i] = max(rows[at + i*stride], rows[at + i*stride + step], ...)}.
     *
     * @param taps 1 to {@link #MOST_TAPS}
     * @param outputs how many {@code i} there are
     */
    static void write(float[] rows, int at, int taps, int step, int stride, float[] destination, int to, int outputs) {
        boolean common = step == 1 && stride == 2;
        switch (taps) {
            case 1 -> writeOne(rows, at, stride, destination, to, outputs);
            case 2 -> {
                if (common) {
                    writeTwoAtStrideTwo(rows, at, destination, to, outputs);
                } else {
                    writeTwo(rows, at, step, stride, destination, to, outputs);
                }
            }
            default -> {
                if (common) {
                    writeThreeAtStrideTwo(rows, at, destination, to, outputs);
                } else {
                    writeThree(rows, at, step, stride, destination, to, outputs);
                }
            }
        }
    }

    private static void writeOne(float[] rows, int at, int stride, float[] destination, int to, int outputs) {
        if (stride == 1) {
            System.arraycopy(rows, at, destination, to, outputs);
            return;
        }
        for (int i = 0, from = at; i < outputs; i++, from += stride) {
            destination[to + i] = rows[from];
        }
    }

    private static void writeTwo(float[] rows, int at, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = at; i < outputs; i++, from += stride) {
            destination[to + i] = Math.max(rows[from], rows[from + step]);
        }
    }

    private static void writeTwoAtStrideTwo(float[] rows, int at, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = Math.max(rows[at + 2 * i], rows[at + 2 * i + 1]);
        }
    }

    private static void writeThree(
            float[] rows, int at, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = at; i < outputs; i++, from += stride) {
            destination[to + i] = Math.max(Math.max(rows[from], rows[from + step]), rows[from + 2 * step]);
        }
    }

    private static void writeThreeAtStrideTwo(float[] rows, int at, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = Math.max(Math.max(rows[at + 2 * i], rows[at + 2 * i + 1]), rows[at + 2 * i + 2]);
        }
    }
}
