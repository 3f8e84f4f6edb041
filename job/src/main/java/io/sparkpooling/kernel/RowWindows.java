package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/** The maxima of all windows along one row: of elements, or of places with {@code inner} elements each. */
interface RowWindows {

    /** Padding is laid out beside the row; where there is more of it than of the row, and more than this, that does not pay. */
    int SMALL_ROW = 64;

    /** Writes the maximum of each window of {@code row} from {@code to} on. */
    void maximum(float[] row, float[] destination, int to);

    static RowWindows of(Axis width, int inner) {
        return width.sliding()
                .filter(windows -> positions(windows) * inner <= 2L * width.size() * inner + SMALL_ROW)
                .map(windows -> of(windows, inner))
                .orElseGet(() -> inner == 1 ? new Uneven(width) : new UnevenColumns(width, inner));
    }

    private static RowWindows of(SlidingWindows windows, int inner) {
        boolean few = windows.kernelSize() <= StridedMaxima.MOST_TAPS && windows.stride() > 1;
        return few && inner == 1 ? new Short(windows) : new Doubling(windows, inner);
    }

    /** The positions from the first of the first window to the last of the last one, or to the end of the row. */
    private static long positions(SlidingWindows windows) {
        long last = (windows.outputSize() - 1L) * windows.stride() + (windows.kernelSize() - 1L) * windows.dilation();
        return Math.max(last + 1, (long) windows.paddingBegin() + windows.inputSize());
    }

    /** A row that is padding all over, to lay rows into. */
    private static float[] padding(SlidingWindows windows, int inner) {
        float[] padded = new float[Math.multiplyExact((int) positions(windows), inner)];
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
            this.padded = padding(windows, 1);
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
        private final int inner;
        private final int starts;
        private final float[] padded;
        private final float[] maxima;
        private final float[] shifted;

        Doubling(SlidingWindows windows, int inner) {
            this.windows = windows;
            this.inner = inner;
            this.starts = (windows.outputSize() - 1) * windows.stride() + 1;
            this.padded = padding(windows, inner);
            this.maxima = new float[padded.length];
            this.shifted = new float[padded.length];
        }

        @Override
        public void maximum(float[] row, float[] destination, int to) {
            System.arraycopy(row, 0, padded, windows.paddingBegin() * inner, row.length);
            System.arraycopy(padded, 0, maxima, 0, padded.length);
            int covered = 1;
            while (covered < windows.kernelSize()) {
                int shift = Math.min(covered, windows.kernelSize() - covered);
                covered += shift;
                int count = (starts + (windows.kernelSize() - covered) * windows.dilation()) * inner;
                System.arraycopy(maxima, shift * windows.dilation() * inner, shifted, 0, count);
                Lanes.enlarge(maxima, shifted, count);
            }
            pick(destination, to);
        }

        private void pick(float[] destination, int to) {
            if (inner == 1) {
                StridedMaxima.write(maxima, 1, 1, windows.stride(), destination, to, windows.outputSize());
                return;
            }
            for (int ow = 0; ow < windows.outputSize(); ow++) {
                System.arraycopy(maxima, ow * windows.stride() * inner, destination, to + ow * inner, inner);
            }
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

    /** The same for places with many elements, which are compared lane by lane. */
    final class UnevenColumns implements RowWindows {
        private final Axis width;
        private final float[] best;
        private final float[] tap;

        UnevenColumns(Axis width, int inner) {
            this.width = width;
            this.best = new float[inner];
            this.tap = new float[inner];
        }

        @Override
        public void maximum(float[] row, float[] destination, int to) {
            for (int ow = 0; ow < width.outputs(); ow++) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    System.arraycopy(row, width.tap(ow, kw) * tap.length, tap, 0, tap.length);
                    Lanes.enlarge(best, tap, tap.length);
                }
                System.arraycopy(best, 0, destination, to + ow * best.length, best.length);
            }
        }
    }
}
