package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/**
 * Maxima: first the rows of a window into one row, lane by lane, then along that row. A maximum may be taken in any order but for
 * the sign of a zero, which {@link ZeroSigns} looks after. Several rows of outputs are worked on at a time, a band, because
 * loops over short rows spend their time on beginning and ending.
 */
final class RowMaximum implements Maxima {
    private static final int BAND = 512;

    private final Geometry geometry;
    private final RowWindows windows;
    private final int rowLength;
    private final int bandRows;
    private final int heightTaps;
    private final int watchedTaps;
    private final float[] fold;
    private final float[] joining;
    private final float[] lowest;

    /** Whether it is of interest if any element has a sign. */
    enum Signs {
        WATCHED,
        IGNORED
    }

    RowMaximum(Geometry geometry, Signs signs) {
        this.geometry = geometry;
        this.rowLength = geometry.width().size() * geometry.inner();
        this.bandRows = Math.max(1, Math.min(BAND / rowLength, geometry.height().outputs()));
        this.windows = RowWindows.of(geometry.width(), geometry.inner(), bandRows);
        this.heightTaps = geometry.height().mostTaps();
        this.watchedTaps = watchedTaps(geometry.height());
        this.fold = new float[bandRows * rowLength];
        this.joining = new float[fold.length];
        this.lowest = new float[signs == Signs.WATCHED ? fold.length : 0];
    }

    /** Of dense windows that overlap, the taps beyond the stride are taps of the next window too, if there is one. */
    private static int watchedTaps(Axis height) {
        return height.sliding()
                .filter(windows -> windows.dilation() == 1)
                .map(SlidingWindows::stride)
                .orElse(Integer.MAX_VALUE);
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        int heightOutputs = geometry.height().outputs();
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            Arrays.fill(lowest, Float.POSITIVE_INFINITY);
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < heightOutputs; oh += bandRows) {
                    int rows = Math.min(bandRows, heightOutputs - oh);
                    foldBand(source, from, od, oh, rows);
                    windows.maximum(fold, rows, destination, to);
                    to += rows * geometry.width().outputs() * geometry.inner();
                }
            }
        }
    }

    private void foldBand(float[] source, int plane, int od, int oh, int rows) {
        Axis depth = geometry.depth();
        int watched = oh + rows == geometry.height().outputs() ? heightTaps : watchedTaps;
        boolean empty = true;
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < heightTaps; kh++) {
                gather(source, plane, depth.tap(od, kd), oh, kh, rows, empty ? fold : joining);
                join(empty, rows * rowLength, kh < watched);
                empty = false;
            }
        }
        if (empty) {
            Arrays.fill(fold, Float.NEGATIVE_INFINITY);
        }
    }

    private void join(boolean first, int length, boolean watch) {
        int watchedLength = watch ? Math.min(length, lowest.length) : 0;
        if (first) {
            Lanes.lower(lowest, fold, watchedLength);
        } else {
            Lanes.enlarge(fold, joining, length);
            Lanes.lower(lowest, joining, watchedLength);
        }
    }

    /** One tap of each window of a band, one below the other; a window with fewer taps repeats its last one. */
    private void gather(float[] source, int plane, int d, int oh, int kh, int rows, float[] band) {
        Axis height = geometry.height();
        for (int row = 0; row < rows; row++) {
            int taps = height.taps()[oh + row];
            int to = row * rowLength;
            if (taps == 0) {
                Arrays.fill(band, to, to + rowLength, Float.NEGATIVE_INFINITY);
            } else {
                int h = height.tap(oh + row, Math.min(kh, taps - 1));
                System.arraycopy(source, plane + geometry.row(d, h), band, to, rowLength);
            }
        }
    }

    /** A lane that is NaN may hide one. */
    @Override
    public boolean maySeeSigns() {
        int signs = 0;
        for (float lane : lowest) {
            signs |= lane != lane ? -1 : Float.floatToRawIntBits(lane);
        }
        return signs < 0;
    }

    @Override
    public String name() {
        return geometry.inner() > 1 ? "columns" : "rows";
    }
}
