package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Means of whole planes, in float64: the eight sums of {@link io.sparkpooling.pooling.Mean} side by side, because an addition waits for
 * the one before it; where unpooled axes are innermost, those of all of them.
 */
final class WholeMean implements FloatPlanes {
    private static final int PARTS = 8;

    private final int taps;
    private final int inner;
    private final double[] sums;

    WholeMean(Geometry geometry) {
        this.taps = geometry.places();
        this.inner = geometry.inner();
        this.sums = new double[PARTS * inner];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * taps * inner;
            if (inner > 1) {
                sumColumns(source, from);
            } else {
                sumPlane(source, from);
            }
            for (int i = 0; i < inner; i++) {
                destination[destinationOffset + plane * inner + i] = (float) (sum(i) / taps);
            }
        }
    }

    private double sum(int column) {
        double first = sum(0, column) + sum(2, column);
        return first + (sum(4, column) + sum(6, column));
    }

    private double sum(int part, int column) {
        return sums[part * inner + column] + sums[(part + 1) * inner + column];
    }

    private void sumColumns(float[] source, int from) {
        Arrays.fill(sums, 0);
        for (int tap = 0, at = from; tap < taps; tap++, at += inner) {
            int to = tap % PARTS * inner;
            for (int i = 0; i < inner; i++) {
                sums[to + i] += source[at + i];
            }
        }
    }

    private void sumPlane(float[] source, int from) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        int whole = from + taps / PARTS * PARTS;
        for (int i = from; i < whole; i += PARTS) {
            sum0 += source[i];
            sum1 += source[i + 1];
            sum2 += source[i + 2];
            sum3 += source[i + 3];
            sum4 += source[i + 4];
            sum5 += source[i + 5];
            sum6 += source[i + 6];
            sum7 += source[i + 7];
        }
        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
        sums[4] = sum4;
        sums[5] = sum5;
        sums[6] = sum6;
        sums[7] = sum7;
        for (int i = whole; i < from + taps; i++) {
            sums[i - whole] += source[i];
        }
    }

    @Override
    public String name() {
        return inner > 1 ? "columns" : "whole planes";
    }
}
