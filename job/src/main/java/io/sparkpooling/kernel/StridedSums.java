package io.sparkpooling.kernel;

/**
 * Adds up to three neighbouring taps of a row to each of a row of outputs. Common strides have a loop of their own, because the
 * compiler drops bounds checks, and works in vectors, only where it knows the stride: for 2×2 windows at stride 2 that is
 * 16 GB/s instead of 6.
 */
final class StridedSums {
    static final int MOST_TAPS = 3;

    private StridedSums() {}

    /**
     * {@code destination[to + i] += source[at + i*stride] + source[at + i*stride + step] + ...}, from left to right.
     *
     * @param taps 1 to {@link #MOST_TAPS}
     * @param outputs how many {@code i} there are
     */
    static void add(float[] source, int at, int taps, int step, int stride, float[] destination, int to, int outputs) {
        boolean dense = step == 1;
        switch (taps) {
            case 1 -> addOne(source, at, stride, destination, to, outputs);
            case 2 -> {
                if (dense && stride == 2) {
                    addTwoAtStrideTwo(source, at, destination, to, outputs);
                } else {
                    addTwo(source, at, step, stride, destination, to, outputs);
                }
            }
            default -> {
                if (dense && stride == 1) {
                    addThreeAtStrideOne(source, at, destination, to, outputs);
                } else if (dense && stride == 2) {
                    addThreeAtStrideTwo(source, at, destination, to, outputs);
                } else {
                    addThree(source, at, step, stride, destination, to, outputs);
                }
            }
        }
    }

    private static void addOne(float[] source, int at, int stride, float[] destination, int to, int outputs) {
        if (stride == 1) {
            for (int i = 0; i < outputs; i++) {
                destination[to + i] += source[at + i];
            }
        } else {
            for (int i = 0, from = at; i < outputs; i++, from += stride) {
                destination[to + i] += source[from];
            }
        }
    }

    private static void addTwo(float[] source, int at, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = at; i < outputs; i++, from += stride) {
            destination[to + i] = destination[to + i] + source[from] + source[from + step];
        }
    }

    private static void addTwoAtStrideTwo(float[] source, int at, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = destination[to + i] + source[at + 2 * i] + source[at + 2 * i + 1];
        }
    }

    private static void addThree(
            float[] source, int at, int step, int stride, float[] destination, int to, int outputs) {
        for (int i = 0, from = at; i < outputs; i++, from += stride) {
            destination[to + i] = destination[to + i] + source[from] + source[from + step] + source[from + 2 * step];
        }
    }

    private static void addThreeAtStrideOne(float[] source, int at, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] = destination[to + i] + source[at + i] + source[at + i + 1] + source[at + i + 2];
        }
    }

    private static void addThreeAtStrideTwo(float[] source, int at, float[] destination, int to, int outputs) {
        for (int i = 0; i < outputs; i++) {
            destination[to + i] =
                    destination[to + i] + source[at + 2 * i] + source[at + 2 * i + 1] + source[at + 2 * i + 2];
        }
    }
}
