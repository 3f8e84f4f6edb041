package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import java.util.Optional;

/**
 * Twins of loops, written with the JDK's vectors. They give the same bits; {@link Vectors} says whether this JVM has them. Each
 * method gives nothing where it has no twin.
 */
interface VectorLoops {

    /** Whether this processor's vectors hold so much that these loops pay: 32 bytes. */
    boolean areWide();

    /**
     * Maxima or minima.
     *
     * @param plane the kernel without vectors for one plane
     */
    Optional<PoolingKernel> extremes(ElementType type, Geometry geometry, boolean smallest, SingleKernel plane);

    /** Sums, tap by tap in row-major order. */
    Optional<FloatPlanes> sums(Geometry geometry);

    /** {@code values[from + i] /= divisors[i]}. */
    void divide(float[] values, int from, float[] divisors);

    /** Whether there is a NaN. */
    boolean hasNan(float[] values, int from, int count);

    /** Means of whole planes. */
    FloatPlanes means(Geometry geometry);

    /** Float32 of {@code count} float16. */
    void readFloat16(short[] source, int from, float[] values, int count);

    /** Float32 of {@code count} bfloat16. */
    void readBFloat16(short[] source, int from, float[] values, int count);

    /** Float16 of the first {@code count} float32. */
    void writeFloat16(float[] values, int count, short[] destination, int to);

    /** Bfloat16 of the first {@code count} float32. */
    void writeBFloat16(float[] values, int count, short[] destination, int to);
}
