package io.sparkpooling.report;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Halving in vectors, all figures in one loop. The extremes are found by the values' bits as integers, in which numbers from 0 on are in
 * order and those from -0 down in the reverse order: the largest value is the largest integer, or if that is negative the least
 * one; the least value is the least integer if that is not negative, or else the largest of the bits without their sign.
 */
final class VectorHalving implements Halving {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int HALF = LENGTH / 2;
    private static final int QUARTER = LENGTH / 4;
    private static final int SIGN = Integer.MIN_VALUE;
    private static final int MAGNITUDE = Integer.MAX_VALUE;

    private final float[] deviations = new float[QUARTER];
    private final float[] squares = new float[QUARTER];
    private int nonzeros;
    private int least;
    private int largest;
    private int largestFlipped;

    @Override
    public void sum(float[] values, int from, float pivot) {
        quarter(values, from, pivot);
        halve(deviations);
        halve(squares);
    }

    /** The first two halvings, and the figures that do not depend on an order, while the values are at hand. */
    private void quarter(float[] values, int from, float pivot) {
        FloatVector center = FloatVector.broadcast(FLOATS, pivot);
        IntVector count = IntVector.broadcast(BITS, 0);
        IntVector low = IntVector.broadcast(BITS, Integer.MAX_VALUE);
        IntVector high = IntVector.broadcast(BITS, Integer.MIN_VALUE);
        IntVector flipped = IntVector.broadcast(BITS, Integer.MIN_VALUE);
        for (int j = 0; j < QUARTER; j += LANES) {
            FloatVector a = FloatVector.fromArray(FLOATS, values, from + j);
            FloatVector b = FloatVector.fromArray(FLOATS, values, from + j + HALF);
            FloatVector c = FloatVector.fromArray(FLOATS, values, from + j + QUARTER);
            FloatVector d = FloatVector.fromArray(FLOATS, values, from + j + QUARTER + HALF);
            IntVector aBits = a.reinterpretAsInts();
            IntVector bBits = b.reinterpretAsInts();
            IntVector cBits = c.reinterpretAsInts();
            IntVector dBits = d.reinterpretAsInts();
            low = low.min(aBits).min(bBits).min(cBits).min(dBits);
            high = high.max(aBits).max(bBits).max(cBits).max(dBits);
            flipped = flipped.max(aBits.lanewise(XOR, SIGN))
                    .max(bBits.lanewise(XOR, SIGN))
                    .max(cBits.lanewise(XOR, SIGN))
                    .max(dBits.lanewise(XOR, SIGN));
            count = count.add(aBits.and(MAGNITUDE).min(1))
                    .add(bBits.and(MAGNITUDE).min(1))
                    .add(cBits.and(MAGNITUDE).min(1))
                    .add(dBits.and(MAGNITUDE).min(1));
            a = a.sub(center);
            b = b.sub(center);
            c = c.sub(center);
            d = d.sub(center);
            a.add(b).add(c.add(d)).intoArray(deviations, j);
            a.mul(a).add(b.mul(b)).add(c.mul(c).add(d.mul(d))).intoArray(squares, j);
        }
        nonzeros = count.reduceLanes(ADD);
        least = low.reduceLanes(MIN);
        largest = high.reduceLanes(MAX);
        largestFlipped = flipped.reduceLanes(MAX);
    }

    private static void halve(float[] lanes) {
        int half = QUARTER / 2;
        for (; half >= LANES; half /= 2) {
            for (int j = 0; j < half; j += LANES) {
                FloatVector.fromArray(FLOATS, lanes, j)
                        .add(FloatVector.fromArray(FLOATS, lanes, j + half))
                        .intoArray(lanes, j);
            }
        }
        for (; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] += lanes[j + half];
            }
        }
    }

    @Override
    public float deviations() {
        return deviations[0];
    }

    @Override
    public float squares() {
        return squares[0];
    }

    @Override
    public int nonzeros() {
        return nonzeros;
    }

    @Override
    public float lowest() {
        return Float.intBitsToFloat(least >= 0 ? least : largestFlipped ^ SIGN);
    }

    @Override
    public float highest() {
        return Float.intBitsToFloat(largest >= 0 ? largest : least);
    }
}
