package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Sums and maxima where unpooled axes are innermost, as in channels-last maps: all the inner elements of a window at a time,
 * lane by lane. Each meets its taps in row-major order.
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

    ColumnPlanes(Geometry geometry, Fold fold) {
        this.geometry = geometry;
        this.fold = fold;
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                    for (int ow = 0; ow < geometry.width().outputs(); ow++) {
                        foldWindow(source, from, od, oh, ow, destination, to);
                        to += geometry.inner();
                    }
                }
            }
        }
    }

    private void foldWindow(float[] source, int plane, int od, int oh, int ow, float[] destination, int to) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        int inner = geometry.inner();
        Arrays.fill(destination, to, to + inner, fold.begin);
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int row = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    int at = row + width.tap(ow, kw) * inner;
                    switch (fold) {
                        case SUM -> add(source, at, destination, to, inner);
                        case MAXIMUM -> enlarge(source, at, destination, to, inner);
                    }
                }
            }
        }
    }

    private static void add(float[] source, int at, float[] destination, int to, int inner) {
        for (int i = 0; i < inner; i++) {
            destination[to + i] += source[at + i];
        }
    }

    private static void enlarge(float[] source, int at, float[] destination, int to, int inner) {
        for (int i = 0; i < inner; i++) {
            destination[to + i] = Math.max(destination[to + i], source[at + i]);
        }
    }

    @Override
    public String name() {
        return "columns";
    }
}
