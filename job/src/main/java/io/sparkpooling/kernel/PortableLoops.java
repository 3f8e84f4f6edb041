package io.sparkpooling.kernel;

import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import java.util.List;
import java.util.Optional;

/**
 * Fast loops in plain Java. Where the JVM has the JDK's vectors, {@link Vectors} gives a class that overrides them with twins that give
 * the same bits.
 */
class PortableLoops {
    /**
     * Maxima or minima, if these loops are better at them than {@code plane}.
     *
     * @param plane the kernel for one plane
     */
    Optional<PoolingKernel> extremes(ElementType type, Geometry geometry, boolean smallest, SingleKernel plane) {
        return Optional.empty();
    }

    /** Sums, tap by tap in row-major order. */
    FloatPlanes sums(Geometry geometry) {
        return geometry.inner() == 1 ? BlockSum.orRows(geometry) : new ColumnSum(geometry);
    }

    /**
     * Sums over divisors.
     *
     * @param divisors one for each place of a plane's outputs, or a single one
     */
    FloatPlanes averages(Geometry geometry, float[] divisors) {
        return new Quotients(sums(geometry), geometry, List.of(divisors));
    }

    /** Means of whole planes. */
    FloatPlanes means(Geometry geometry) {
        return new WholeMean(geometry);
    }

    /** {@code values[from + i] /= divisors[i]}. */
    void divide(float[] values, int from, float[] divisors) {
        for (int i = 0; i < divisors.length; i++) {
            values[from + i] /= divisors[i];
        }
    }

    /** Whether there may be a NaN; here it would take as long to look as to change it. */
    boolean mayHaveNan(float[] values, int from, int count) {
        return true;
    }

    /** Float32 of {@code count} float16. */
    void readFloat16(short[] source, int from, float[] values, int count) {
        Float16.toFloats(source, from, values, count);
    }

    /** Float32 of {@code count} bfloat16. */
    void readBFloat16(short[] source, int from, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = BFloat16.toFloat(source[from + i]);
        }
    }

    /** Float16 of the first {@code count} float32. */
    void writeFloat16(float[] values, int count, short[] destination, int to) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = Float16.fromFloat(values[i]);
        }
    }

    /** Bfloat16 of the first {@code count} float32. */
    void writeBFloat16(float[] values, int count, short[] destination, int to) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = BFloat16.fromFloat(values[i]);
        }
    }
}
