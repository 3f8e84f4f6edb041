package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Sums where unpooled axes are innermost, as in channels-last maps: all the inner elements of a window at a time, lane by lane.
 * Each output meets its taps in row-major order.
 */
final class ColumnSum implements FloatPlanes {
    private final Geometry geometry;
    private final float[] sum;
    private final float[] tap;

    ColumnSum(Geometry geometry) {
        this.geometry = geometry;
        this.sum = new float[geometry.inner()];
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
                        sumWindow(source, from, od, oh, ow);
                        System.arraycopy(sum, 0, destination, to, geometry.inner());
                        to += geometry.inner();
                    }
                }
            }
        }
    }

    private void sumWindow(float[] source, int plane, int od, int oh, int ow) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        Arrays.fill(sum, 0);
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int row = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    System.arraycopy(source, row + width.tap(ow, kw) * tap.length, tap, 0, tap.length);
                    Lanes.add(sum, tap, tap.length);
                }
            }
        }
    }

    @Override
    public String name() {
        return "columns";
    }
}
