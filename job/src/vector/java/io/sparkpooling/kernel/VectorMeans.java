package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Means of whole planes in vectors of the eight sums that {@link io.sparkpooling.pooling.Mean} is made of. */
final class VectorMeans implements FloatPlanes {
    private static final VectorSpecies<Double> SUMS = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SUMS.vectorBitSize() / 2));
    private static final int LANES = SUMS.length();
    private static final int EIGHT = 8;
    private static final int FOUR = 4;
    /** Sums of so many planes are made before any is divided: the divisions do not wait for the next sums. */
    private static final int FEW_PLANES = 64;

    private final int taps;
    private final int inner;
    private final int atATime;
    private final double[] sums;

    VectorMeans(Geometry geometry) {
        this.taps = geometry.places();
        this.inner = geometry.inner();
        this.atATime = inner == 1 ? FEW_PLANES : 1;
        this.sums = new double[EIGHT * inner * atATime + LANES];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        for (int plane = 0; plane < planes; plane += atATime) {
            int count = Math.min(atATime, planes - plane);
            int from = sourceOffset + plane * taps * inner;
            if (inner == 1) {
                sumPlanes(source, from, count, taps, sums);
                divide(sums, count, taps, destination, destinationOffset + plane);
            } else {
                sumColumns(source, from);
                divideColumns(destination, destinationOffset + plane * inner);
            }
        }
    }

    private static void divide(double[] sums, int planes, int taps, float[] destination, int to) {
        for (int plane = 0; plane < planes; plane++) {
            destination[to + plane] = (float) (pairwise(sums, plane * EIGHT, 1) / taps);
        }
    }

    private void divideColumns(float[] destination, int to) {
        for (int i = 0; i < inner; i++) {
            destination[to + i] = (float) (pairwise(sums, i, inner) / taps);
        }
    }

    private static double pairwise(double[] sums, int at, int step) {
        return ((sums[at] + sums[at + step]) + (sums[at + 2 * step] + sums[at + 3 * step]))
                + ((sums[at + 4 * step] + sums[at + 5 * step]) + (sums[at + 6 * step] + sums[at + 7 * step]));
    }

    private static void sumPlanes(float[] source, int from, int planes, int taps, double[] sums) {
        int whole = taps / EIGHT * EIGHT;
        for (int plane = 0; plane < planes; plane++) {
            int at = from + plane * taps;
            for (int part = 0; part < EIGHT; part += LANES) {
                sumPart(source, at + part, whole, sums, plane * EIGHT + part);
            }
            for (int i = whole; i < taps; i++) {
                sums[plane * EIGHT + i - whole] += source[at + i];
            }
        }
    }

    private static void sumPart(float[] source, int from, int count, double[] sums, int to) {
        DoubleVector sum = DoubleVector.broadcast(SUMS, 0);
        for (int i = 0; i < count; i += EIGHT) {
            sum = sum.add((DoubleVector)
                    FloatVector.fromArray(FLOATS, source, from + i).convertShape(F2D, SUMS, 0));
        }
        sum.intoArray(sums, to);
    }

    private void sumColumns(float[] source, int from) {
        Arrays.fill(sums, 0);
        for (int part = 0; part < Math.min(EIGHT, taps); part++) {
            int at = from + part * inner;
            int count = (taps - part + EIGHT - 1) / EIGHT;
            int column = 0;
            for (; column <= inner - FOUR * LANES; column += FOUR * LANES) {
                sumFour(source, at + column, count, EIGHT * inner, sums, part * inner + column);
            }
            for (; column < inner; column++) {
                for (int tap = 0; tap < count; tap++) {
                    sums[part * inner + column] += source[at + column + tap * EIGHT * inner];
                }
            }
        }
    }

    private static void sumFour(float[] source, int from, int count, int step, double[] sums, int to) {
        DoubleVector sum0 = DoubleVector.broadcast(SUMS, 0);
        DoubleVector sum1 = DoubleVector.broadcast(SUMS, 0);
        DoubleVector sum2 = DoubleVector.broadcast(SUMS, 0);
        DoubleVector sum3 = DoubleVector.broadcast(SUMS, 0);
        for (int tap = 0; tap < count; tap++) {
            int at = from + tap * step;
            sum0 = sum0.add(
                    (DoubleVector) FloatVector.fromArray(FLOATS, source, at).convertShape(F2D, SUMS, 0));
            sum1 = sum1.add((DoubleVector)
                    FloatVector.fromArray(FLOATS, source, at + LANES).convertShape(F2D, SUMS, 0));
            sum2 = sum2.add((DoubleVector)
                    FloatVector.fromArray(FLOATS, source, at + 2 * LANES).convertShape(F2D, SUMS, 0));
            sum3 = sum3.add((DoubleVector)
                    FloatVector.fromArray(FLOATS, source, at + 3 * LANES).convertShape(F2D, SUMS, 0));
        }
        sum0.intoArray(sums, to);
        sum1.intoArray(sums, to + LANES);
        sum2.intoArray(sums, to + 2 * LANES);
        sum3.intoArray(sums, to + 3 * LANES);
    }

    @Override
    public String name() {
        return "vectors";
    }
}
