package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Sums and maxima where unpooled axes are innermost, as in channels-last maps: all the inner elements of a window at a time,
 * lane by lane. Each output meets its taps in row-major order.
 */
final class ColumnPlanes implements FloatPlanes {
    /** How a tap joins those before it. */
    enum Fold {
        SUM(0),
        MAXIMUM(Float.NEGATIVE_INFINITY);

        private final float begin;

        Fold(float begin) {
            this.begin = begin;
        }
    }

    private final Geometry geometry;
    private final Fold fold;
    private final float[] folded;
    private final float[] tap;

    ColumnPlanes(Geometry geometry, Fold fold) {
        this.geometry = geometry;
        this.fold = fold;
        this.folded = new float[geometry.inner()];
        this.tap = new float[geometry.inner()];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                    for (int ow = 0; ow < geometry.width().outputs(); ow++) {
                        foldWindow(source, from, od, oh, ow);
                        System.arraycopy(folded, 0, destination, to, geometry.inner());
                        to += geometry.inner();
                    }
                }
            }
        }
    }

    private void foldWindow(float[] source, int plane, int od, int oh, int ow) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        Arrays.fill(folded, fold.begin);
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int row = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    System.arraycopy(source, row + width.tap(ow, kw) * tap.length, tap, 0, tap.length);
                    switch (fold) {
                        case SUM -> Lanes.add(folded, tap, tap.length);
                        case MAXIMUM -> Lanes.enlarge(folded, tap, tap.length);
                    }
                }
            }
        }
    }

    @Override
    public String name() {
        return "columns";
    }
}
