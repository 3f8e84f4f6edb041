package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/**
 * The maxima of all windows along rows that lie one after the other: rows of elements, or of places with {@code inner} elements
 * each.
 */
interface RowWindows {

    /** Padding is laid out beside the row; where there is more of it than of the row, and more than this, that does not pay. */
    int SMALL_ROW = 64;

    /** Writes the maximum of each window of the first {@code count} rows from {@code to} on. */
    void maximum(float[] rows, int count, float[] destination, int to);

    /** The windows for at most {@code most} rows at a time. */
    static RowWindows of(Axis width, int inner, int most) {
        return width.sliding()
                .filter(windows -> positions(windows) * inner <= 2L * width.size() * inner + SMALL_ROW)
                .map(windows -> of(windows, inner, most))
                .orElseGet(() -> inner == 1 ? new Uneven(width) : new UnevenColumns(width, inner));
    }

    private static RowWindows of(SlidingWindows windows, int inner, int most) {
        boolean few = windows.kernelSize() <= StridedMaxima.MOST_TAPS && windows.stride() > 1;
        return few && inner == 1 ? new FewTaps(windows, most) : new Doubling(windows, inner, most);
    }

    /** The positions from the first of the first window to the last of the last one, or to the end of the row. */
    static long positions(SlidingWindows windows) {
        long last = (windows.outputSize() - 1L) * windows.stride() + (windows.kernelSize() - 1L) * windows.dilation();
        return Math.max(last + 1, (long) windows.paddingBegin() + windows.inputSize());
    }

    /** Rows with their padding beside them. */
    final class PaddedRows {
        private final int rowLength;
        private final int begin;
        private final int length;
        private final float[] values;

        PaddedRows(SlidingWindows windows, int inner, int most) {
            this.rowLength = windows.inputSize() * inner;
            this.begin = windows.paddingBegin() * inner;
            this.length = Math.toIntExact(positions(windows) * inner);
            this.values = new float[Math.multiplyExact(length, most)];
            Arrays.fill(values, Float.NEGATIVE_INFINITY);
        }

        /** The rows themselves where there is no padding. */
        float[] of(float[] rows, int count) {
            if (length == rowLength) {
                return rows;
            }
            for (int row = 0; row < count; row++) {
                System.arraycopy(rows, row * rowLength, values, row * length + begin, rowLength);
            }
            return values;
        }
    }

    /** At most three taps, with a stride: each output on its own. */
    final class FewTaps implements RowWindows {
        private final SlidingWindows windows;
        private final int outputs;
        private final PaddedRows padded;

        FewTaps(SlidingWindows windows, int most) {
            this.windows = windows;
            this.outputs = windows.outputSize();
            this.padded = new PaddedRows(windows, 1, most);
        }

        @Override
        public void maximum(float[] rows, int count, float[] destination, int to) {
            float[] from = padded.of(rows, count);
            for (int row = 0; row < count; row++) {
                StridedMaxima.write(
                        from,
                        row * padded.length,
                        windows.kernelSize(),
                        windows.dilation(),
                        windows.stride(),
                        destination,
                        to + row * outputs,
                        outputs);
            }
        }
    }

    /**
     * Windows that overlap much: maxima of 2, 4, 8, ... neighbours at every position, lane by lane, and two of those for each
     * window. A window of k taps costs log2 k steps instead of k. At the end of a row a maximum reaches into the next one, but
     * no window begins there.
     */
    final class Doubling implements RowWindows {
        private final SlidingWindows windows;
        private final int inner;
        private final PaddedRows padded;
        private final float[] maxima;
        private final float[] shifted;

        Doubling(SlidingWindows windows, int inner, int most) {
            this.windows = windows;
            this.inner = inner;
            this.padded = new PaddedRows(windows, inner, most);
            this.maxima = new float[padded.values.length];
            this.shifted = new float[padded.values.length];
        }

        @Override
        public void maximum(float[] rows, int count, float[] destination, int to) {
            int length = count * padded.length;
            System.arraycopy(padded.of(rows, count), 0, maxima, 0, length);
            int covered = 1;
            while (covered < windows.kernelSize()) {
                int growth = Math.min(covered, windows.kernelSize() - covered);
                int shift = growth * windows.dilation() * inner;
                System.arraycopy(maxima, shift, shifted, 0, length - shift);
                Lanes.enlarge(maxima, shifted, length - shift);
                covered += growth;
            }
            for (int row = 0; row < count; row++) {
                pick(row * padded.length, destination, to + row * windows.outputSize() * inner);
            }
        }

        private void pick(int from, float[] destination, int to) {
            if (inner == 1) {
                StridedMaxima.write(maxima, from, 1, 1, windows.stride(), destination, to, windows.outputSize());
                return;
            }
            for (int ow = 0; ow < windows.outputSize(); ow++) {
                System.arraycopy(maxima, from + ow * windows.stride() * inner, destination, to + ow * inner, inner);
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
        public void maximum(float[] rows, int count, float[] destination, int to) {
            for (int row = 0; row < count; row++) {
                for (int ow = 0; ow < width.outputs(); ow++) {
                    destination[to + row * width.outputs() + ow] = maximum(rows, row * width.size(), ow);
                }
            }
        }

        private float maximum(float[] rows, int from, int ow) {
            float best = Float.NEGATIVE_INFINITY;
            for (int kw = 0; kw < width.taps()[ow]; kw++) {
                best = Math.max(best, rows[from + width.tap(ow, kw)]);
            }
            return best;
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
        public void maximum(float[] rows, int count, float[] destination, int to) {
            int inner = tap.length;
            for (int row = 0; row < count; row++) {
                for (int ow = 0; ow < width.outputs(); ow++) {
                    findBest(rows, row * width.size() * inner, ow);
                    System.arraycopy(best, 0, destination, to + (row * width.outputs() + ow) * inner, inner);
                }
            }
        }

        private void findBest(float[] rows, int from, int ow) {
            int inner = tap.length;
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (int kw = 0; kw < width.taps()[ow]; kw++) {
                System.arraycopy(rows, from + width.tap(ow, kw) * inner, tap, 0, inner);
                Lanes.enlarge(best, tap, inner);
            }
        }
    }
}
