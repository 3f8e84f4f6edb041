package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/** The maxima of all windows along one row. */
interface RowWindows {

    /** Padding is laid out beside the row; where there is much more of it than of the row, that does not pay. */
    int SMALL_ROW = 64;

    /** Writes the maximum of each window of {@code row} from {@code to} on. */
    void maximum(float[] row, float[] destination, int to);

    static RowWindows of(Axis width) {
        return width.sliding()
                .filter(windows -> positions(windows) <= 2L * width.size() + SMALL_ROW)
                .<RowWindows>map(windows -> windows.kernelSize() <= StridedMaxima.MOST_TAPS && windows.stride() > 1
                        ? new Short(windows)
                        : new Doubling(windows))
                .orElseGet(() -> new Uneven(width));
    }

    /** The positions from the first of the first window to the last of the last one, or to the end of the row. */
    private static long positions(SlidingWindows windows) {
        long last = (windows.outputSize() - 1L) * windows.stride() + (windows.kernelSize() - 1L) * windows.dilation();
        return Math.max(last + 1, (long) windows.paddingBegin() + windows.inputSize());
    }

    private static float[] padding(SlidingWindows windows) {
        float[] padded = new float[(int) positions(windows)];
        Arrays.fill(padded, Float.NEGATIVE_INFINITY);
        return padded;
    }

    /** At most three taps, with a stride: each output on its own. */
    final class Short implements RowWindows {
        private final SlidingWindows windows;
        private final int outputs;
        private final float[] padded;

        Short(SlidingWindows windows) {
            this.windows = windows;
            this.outputs = windows.outputSize();
            this.padded = padding(windows);
        }

        @Override
        public void maximum(float[] row, float[] destination, int to) {
            float[] positions = row;
            if (padded.length > row.length) {
                System.arraycopy(row, 0, padded, windows.paddingBegin(), windows.inputSize());
                positions = padded;
            }
            StridedMaxima.write(
                    positions, windows.kernelSize(), windows.dilation(), windows.stride(), destination, to, outputs);
        }
    }

    /**
     * Windows that overlap much: maxima of 2, 4, 8, ... neighbours at every position, lane by lane, and two of those for each
     * window. A window of k taps costs log2 k steps instead of k.
     */
    final class Doubling implements RowWindows {
        private final SlidingWindows windows;
        private final int outputs;
        private final int starts;
        private final float[] padded;
        private final float[] maxima;
        private final float[] shifted;

        Doubling(SlidingWindows windows) {
            this.windows = windows;
            this.outputs = windows.outputSize();
            this.starts = (outputs - 1) * windows.stride() + 1;
            this.padded = padding(windows);
            this.maxima = new float[padded.length];
            this.shifted = new float[padded.length];
        }

        @Override
        public void maximum(float[] row, float[] destination, int to) {
            System.arraycopy(row, 0, padded, windows.paddingBegin(), windows.inputSize());
            System.arraycopy(padded, 0, maxima, 0, padded.length);
            int covered = 1;
            while (covered < windows.kernelSize()) {
                int shift = Math.min(covered, windows.kernelSize() - covered);
                covered += shift;
                int positions = starts + (windows.kernelSize() - covered) * windows.dilation();
                System.arraycopy(maxima, shift * windows.dilation(), shifted, 0, positions);
                Lanes.enlarge(maxima, shifted, positions);
            }
            StridedMaxima.write(maxima, 1, 1, windows.stride(), destination, to, outputs);
        }
    }

    /** Windows of different sizes, or far beyond the row. */
    final class Uneven implements RowWindows {
        private final Axis width;

        Uneven(Axis width) {
            this.width = width;
        }

        @Override
        public void maximum(float[] row, float[] destination, int to) {
            for (int ow = 0; ow < width.outputs(); ow++) {
                float best = Float.NEGATIVE_INFINITY;
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    best = Math.max(best, row[width.tap(ow, kw)]);
                }
                destination[to + ow] = best;
            }
        }
    }
}
