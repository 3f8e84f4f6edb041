package io.sparkpooling.kernel;

/**
 * Maxima of whole planes that are contiguous: eight maxima run side by side along a plane, because each comparison waits for
 * the one before it.
 */
final class WholeMaximum implements Maxima {
    private static final int SIDE_BY_SIDE = 8;

    private final int taps;

    WholeMaximum(Geometry geometry) {
        this.taps = geometry.places();
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        for (int plane = 0; plane < planes; plane++) {
            destination[destinationOffset + plane] = maximum(source, sourceOffset + plane * taps);
        }
    }

    private float maximum(float[] source, int from) {
        float best0 = source[from];
        float best1 = best0;
        float best2 = best0;
        float best3 = best0;
        float best4 = best0;
        float best5 = best0;
        float best6 = best0;
        float best7 = best0;
        int i = from + 1;
        for (; i + SIDE_BY_SIDE <= from + taps; i += SIDE_BY_SIDE) {
            best0 = Math.max(best0, source[i]);
            best1 = Math.max(best1, source[i + 1]);
            best2 = Math.max(best2, source[i + 2]);
            best3 = Math.max(best3, source[i + 3]);
            best4 = Math.max(best4, source[i + 4]);
            best5 = Math.max(best5, source[i + 5]);
            best6 = Math.max(best6, source[i + 6]);
            best7 = Math.max(best7, source[i + 7]);
        }
        for (; i < from + taps; i++) {
            best0 = Math.max(best0, source[i]);
        }
        float first = Math.max(Math.max(best0, best1), Math.max(best2, best3));
        return Math.max(first, Math.max(Math.max(best4, best5), Math.max(best6, best7)));
    }

    @Override
    public boolean maySeeSigns() {
        return true;
    }

    @Override
    public String name() {
        return "whole planes";
    }
}
