package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Maxima where the width is the innermost axis: first the rows of a window into one row, lane by lane, then along that row. A
 * maximum may be taken in any order but for the sign of a zero, which {@link ZeroSigns} looks after.
 */
final class RowMaximum implements FloatPlanes {
    private final Geometry geometry;
    private final RowWindows windows;

    RowMaximum(Geometry geometry) {
        this.geometry = geometry;
        this.windows = RowWindows.of(geometry.width());
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                    foldRows(source, from, od, oh);
                    windows.maximum(destination, to);
                    to += geometry.width().outputs();
                }
            }
        }
    }

    private void foldRows(float[] source, int plane, int od, int oh) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        int width = geometry.width().size();
        float[] row = windows.row();
        int begin = windows.rowBegin();
        boolean empty = true;
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int from = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                if (empty) {
                    System.arraycopy(source, from, row, begin, width);
                    empty = false;
                } else {
                    fold(source, from, row, begin, width);
                }
            }
        }
        if (empty) {
            Arrays.fill(row, begin, begin + width, Float.NEGATIVE_INFINITY);
        }
    }

    private static void fold(float[] source, int from, float[] row, int begin, int width) {
        for (int i = 0; i < width; i++) {
            row[begin + i] = Math.max(row[begin + i], source[from + i]);
        }
    }

    @Override
    public String name() {
        return "rows";
    }
}
