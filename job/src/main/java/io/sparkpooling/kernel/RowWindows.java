package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/**
 * The windows along one row, and the row itself: whoever fills {@code row()} from {@code rowBegin()} on may ask for the maximum
 * of each window.
 */
abstract class RowWindows {
    /** Padding is laid out in the row; where there is much more of it than of the input, that does not pay. */
    private static final int SMALL_ROW = 64;

    private final float[] row;
    private final int rowBegin;

    private RowWindows(int length, int rowBegin) {
        this.row = new float[length];
        this.rowBegin = rowBegin;
        Arrays.fill(row, Float.NEGATIVE_INFINITY);
    }

    static RowWindows of(Axis width) {
        return width.sliding()
                .filter(windows -> positions(windows) <= 2L * width.size() + SMALL_ROW)
                .<RowWindows>map(windows ->
                        windows.kernelSize() <= 3 && windows.stride() > 1 ? new Short(windows) : new Doubling(windows))
                .orElseGet(() -> new Uneven(width));
    }

    float[] row() {
        return row;
    }

    int rowBegin() {
        return rowBegin;
    }

    /** Writes the maximum of each window from {@code to} on. */
    abstract void maximum(float[] destination, int to);

    /** The positions from the first of the first window to the last of the last one, or to the end of the row. */
    private static long positions(SlidingWindows windows) {
        long last = (windows.outputSize() - 1L) * windows.stride() + (windows.kernelSize() - 1L) * windows.dilation();
        return Math.max(last + 1, (long) windows.paddingBegin() + windows.inputSize());
    }

    /** At most three taps, with a stride: each output on its own. */
    private static final class Short extends RowWindows {
        private final int kernelSize;
        private final int stride;
        private final int step;
        private final int outputs;

        Short(SlidingWindows windows) {
            super((int) positions(windows), windows.paddingBegin());
            this.kernelSize = windows.kernelSize();
            this.stride = windows.stride();
            this.step = windows.dilation();
            this.outputs = windows.outputSize();
        }

        @Override
        void maximum(float[] destination, int to) {
            StridedMaxima.write(row(), kernelSize, step, stride, destination, to, outputs);
        }
    }

    /**
     * Windows that overlap much: maxima of 2, 4, 8, ... neighbours at every position, lane by lane, and two of those for each
     * window. A window of k taps costs log2 k steps instead of k.
     */
    private static final class Doubling extends RowWindows {
        private final SlidingWindows windows;
        private final int outputs;
        private final int starts;
        private float[] current;
        private float[] next;

        Doubling(SlidingWindows windows) {
            super((int) positions(windows), windows.paddingBegin());
            this.windows = windows;
            this.outputs = windows.outputSize();
            this.starts = (outputs - 1) * windows.stride() + 1;
            this.current = new float[row().length];
            this.next = new float[row().length];
        }

        @Override
        void maximum(float[] destination, int to) {
            float[] maxima = row();
            int covered = 1;
            while (covered < windows.kernelSize()) {
                int shift = Math.min(covered, windows.kernelSize() - covered);
                covered += shift;
                int positions = starts + (windows.kernelSize() - covered) * windows.dilation();
                pairs(maxima, shift * windows.dilation(), next, positions);
                maxima = next;
                next = current;
                current = maxima;
            }
            StridedMaxima.write(maxima, 1, 1, windows.stride(), destination, to, outputs);
        }

        private static void pairs(float[] maxima, int shift, float[] next, int positions) {
            for (int i = 0; i < positions; i++) {
                next[i] = Math.max(maxima[i], maxima[i + shift]);
            }
        }
    }

    /** Windows of different sizes, or far beyond the row. */
    private static final class Uneven extends RowWindows {
        private final Axis width;

        Uneven(Axis width) {
            super(width.size(), 0);
            this.width = width;
        }

        @Override
        void maximum(float[] destination, int to) {
            for (int ow = 0; ow < width.outputs(); ow++) {
                float best = Float.NEGATIVE_INFINITY;
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    best = Math.max(best, row()[width.tap(ow, kw)]);
                }
                destination[to + ow] = best;
            }
        }
    }
}
