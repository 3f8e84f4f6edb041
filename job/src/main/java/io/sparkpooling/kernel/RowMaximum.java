package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Maxima: first the rows of a window into one row, lane by lane, then along that row. A maximum may be taken in any order but for
 * the sign of a zero, which {@link ZeroSigns} looks after.
 */
final class RowMaximum implements FloatPlanes {
    private final Geometry geometry;
    private final RowWindows windows;
    private final float[] fold;
    private final float[] joining;

    RowMaximum(Geometry geometry) {
        this.geometry = geometry;
        this.windows = RowWindows.of(geometry.width(), geometry.inner());
        this.fold = new float[geometry.width().size() * geometry.inner()];
        this.joining = new float[fold.length];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                    foldRows(source, from, od, oh);
                    windows.maximum(fold, destination, to);
                    to += geometry.width().outputs() * geometry.inner();
                }
            }
        }
    }

    private void foldRows(float[] source, int plane, int od, int oh) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        int width = fold.length;
        boolean empty = true;
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int from = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                if (empty) {
                    System.arraycopy(source, from, fold, 0, width);
                    empty = false;
                } else {
                    System.arraycopy(source, from, joining, 0, width);
                    Lanes.enlarge(fold, joining, width);
                }
            }
        }
        if (empty) {
            Arrays.fill(fold, 0, width, Float.NEGATIVE_INFINITY);
        }
    }

    @Override
    public String name() {
        return geometry.inner() > 1 ? "columns" : "rows";
    }
}
