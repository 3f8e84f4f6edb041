package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Means of whole planes, in float64. An addition waits for the one before it, so eight planes are summed side by side; where
 * unpooled axes are innermost, all of their sums.
 */
final class WholeMean implements FloatPlanes {
    private static final int SIDE_BY_SIDE = 8;

    private final int taps;
    private final int inner;
    private final double[] sums;

    WholeMean(Geometry geometry) {
        this.taps = geometry.places();
        this.inner = geometry.inner();
        this.sums = new double[Math.max(inner, SIDE_BY_SIDE)];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        if (inner > 1) {
            for (int plane = 0; plane < planes; plane++) {
                sumColumns(source, sourceOffset + plane * taps * inner);
                write(destination, destinationOffset + plane * inner, inner);
            }
            return;
        }
        int plane = 0;
        for (; plane + SIDE_BY_SIDE <= planes; plane += SIDE_BY_SIDE) {
            sumEight(source, sourceOffset + plane * taps);
            write(destination, destinationOffset + plane, SIDE_BY_SIDE);
        }
        for (; plane < planes; plane++) {
            sumOne(source, sourceOffset + plane * taps);
            write(destination, destinationOffset + plane, 1);
        }
    }

    private void sumColumns(float[] source, int from) {
        Arrays.fill(sums, 0);
        for (int tap = 0, at = from; tap < taps; tap++, at += inner) {
            for (int i = 0; i < inner; i++) {
                sums[i] += source[at + i];
            }
        }
    }

    private void sumEight(float[] source, int from) {
        int n = taps;
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int i = from; i < from + n; i++) {
            sum0 += source[i];
            sum1 += source[i + n];
            sum2 += source[i + 2 * n];
            sum3 += source[i + 3 * n];
            sum4 += source[i + 4 * n];
            sum5 += source[i + 5 * n];
            sum6 += source[i + 6 * n];
            sum7 += source[i + 7 * n];
        }
        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
        sums[4] = sum4;
        sums[5] = sum5;
        sums[6] = sum6;
        sums[7] = sum7;
    }

    private void sumOne(float[] source, int from) {
        double sum = 0;
        for (int i = from; i < from + taps; i++) {
            sum += source[i];
        }
        sums[0] = sum;
    }

    private void write(float[] destination, int to, int count) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = (float) (sums[i] / taps);
        }
    }

    @Override
    public String name() {
        return inner > 1 ? "columns" : "whole planes";
    }
}
