package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Gives maxima that are zero the sign that the definition says. {@link Math#max} takes +0.0 for larger than -0.0; PyTorch, and so
 * the definition, takes them for equal and keeps the first. That makes a difference only for maxima that are zero, in a plane
 * with zeros of both signs. These are looked for first, which is cheap, and only the windows in question are searched.
 */
final class ZeroSigns implements FloatPlanes {
    private static final int BLOCK = 2048;

    private final Maxima maxima;
    private final Geometry geometry;
    private final float[] block = new float[BLOCK];
    private final float[] positive = new float[BLOCK];

    ZeroSigns(Maxima maxima, Geometry geometry) {
        this.maxima = maxima;
        this.geometry = geometry;
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int size = geometry.planeSize();
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * size;
            int to = destinationOffset + plane * geometry.planeOutputs();
            maxima.pool(source, from, destination, to, 1);
            if (maxima.maySeeSigns()
                    && hasZero(destination, to, geometry.planeOutputs())
                    && hasNegativeZero(source, from, size, ElementMap.NONE)
                    && hasNegativeZero(source, from, size, ElementMap.NEGATION)) {
                repair(source, from, destination, to);
            }
        }
    }

    /** Without a branch, which would be foretold wrongly on ReLU'd maps: only of 0 is {@code (m - 1) & ~m} negative. */
    private static boolean hasZero(float[] values, int from, int count) {
        int zeros = 0;
        for (int i = from; i < from + count; i++) {
            int magnitude = Float.floatToRawIntBits(values[i]) << 1;
            zeros |= magnitude - 1 & ~magnitude;
        }
        return zeros < 0;
    }

    /** Adding +0.0 changes -0.0 and nothing else but signalling NaNs; all steps run in vectors on every JDK. */
    private boolean hasNegativeZero(float[] source, int from, int count, ElementMap before) {
        for (int begin = 0; begin < count; begin += BLOCK) {
            int length = Math.min(BLOCK, count - begin);
            System.arraycopy(source, from + begin, block, 0, length);
            before.apply(block, 0, length);
            System.arraycopy(block, 0, positive, 0, length);
            Lanes.addZero(positive, length);
            if (Arrays.mismatch(block, 0, length, positive, 0, length) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void repair(float[] source, int plane, float[] destination, int destinationOffset) {
        int to = destinationOffset;
        for (int od = 0; od < geometry.depth().outputs(); od++) {
            for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                for (int ow = 0; ow < geometry.width().outputs(); ow++) {
                    for (int i = 0; i < geometry.inner(); i++, to++) {
                        if (destination[to] == 0) {
                            destination[to] = firstZero(source, plane + i, od, oh, ow);
                        }
                    }
                }
            }
        }
    }

    private float firstZero(float[] source, int plane, int od, int oh, int ow) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int row = plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                for (int kw = 0; kw < width.taps()[ow]; kw++) {
                    float tap = source[row + width.tap(ow, kw) * geometry.inner()];
                    if (tap == 0) {
                        return tap;
                    }
                }
            }
        }
        throw new AssertionError("a maximum of zero without a tap of zero");
    }

    @Override
    public String name() {
        return maxima.name();
    }
}
