package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Passes over pooled values. */
final class VectorPasses {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int MAGNITUDE = Integer.MAX_VALUE;
    private static final int INFINITY = 0x7f800000;

    private VectorPasses() {}

    /** {@code values[from + i] /= divisors[i]}. */
    static void divide(float[] values, int from, float[] divisors) {
        int i = 0;
        for (; i <= divisors.length - LANES; i += LANES) {
            FloatVector.fromArray(FLOATS, values, from + i)
                    .div(FloatVector.fromArray(FLOATS, divisors, i))
                    .intoArray(values, from + i);
        }
        for (; i < divisors.length; i++) {
            values[from + i] /= divisors[i];
        }
    }

    /** Only NaN have a magnitude beyond infinity. */
    static boolean hasNan(float[] values, int from, int count) {
        IntVector high = IntVector.broadcast(BITS, 0);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            high = high.max(FloatVector.fromArray(FLOATS, values, from + i)
                    .reinterpretAsInts()
                    .and(MAGNITUDE));
        }
        boolean any = high.reduceLanes(MAX) > INFINITY;
        for (; i < count; i++) {
            any |= Float.isNaN(values[from + i]);
        }
        return any;
    }
}
