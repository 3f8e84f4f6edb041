package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Average;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Turns sums into averages: divides each output of a plane by a number, or by several in turn. Division, not multiplication by a
 * reciprocal, which would differ in the last bit.
 */
final class Quotients implements FloatPlanes {
    private final FloatPlanes sums;
    private final Geometry geometry;
    private final List<float[]> divisors;

    /**
     * @param divisors lists to divide by in turn: a number for each place of a plane's outputs, or a single one
     */
    Quotients(FloatPlanes sums, Geometry geometry, List<float[]> divisors) {
        this.sums = sums;
        this.geometry = geometry;
        this.divisors = divisors;
    }

    /** Divides by what an average counts. */
    static FloatPlanes average(Geometry geometry, WindowedPooling pooling, Average average) {
        return Vectors.loops().averages(geometry, divisors(pooling, average::divisor));
    }

    /** Divides by the taps on each axis in turn. */
    static Quotients axisByAxis(Geometry geometry, WindowedPooling pooling) {
        List<float[]> divisors = IntStream.range(0, pooling.axes().size())
                .mapToObj(axis -> divisors(pooling, window -> window.taps(axis)))
                .toList();
        return new Quotients(Vectors.loops().sums(geometry), geometry, divisors);
    }

    /** A divisor for each window of a plane, or a single one where they are all the same. */
    private static float[] divisors(WindowedPooling pooling, ToLongFunction<Window> divisor) {
        long[] table = PlaneTable.of(pooling, divisor);
        float[] divisors = new float[table.length];
        for (int i = 0; i < table.length; i++) {
            divisors[i] = table[i];
        }
        return divisors;
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        sums.pool(source, sourceOffset, destination, destinationOffset, planes);
        for (int plane = 0; plane < planes; plane++) {
            for (float[] divisor : divisors) {
                divide(destination, destinationOffset + plane * geometry.planeOutputs(), divisor);
            }
        }
    }

    private void divide(float[] destination, int from, float[] divisor) {
        if (divisor.length == 1) {
            divideAll(destination, from, geometry.planeOutputs(), divisor[0]);
        } else if (geometry.inner() == 1) {
            Vectors.loops().divide(destination, from, divisor);
        } else {
            for (int i = 0; i < divisor.length; i++) {
                divideAll(destination, from + i * geometry.inner(), geometry.inner(), divisor[i]);
            }
        }
    }

    /** By a power of two it is a multiplication, with the same result. */
    private static void divideAll(float[] destination, int from, int count, float divisor) {
        float factor = 1 / divisor;
        if (isPowerOfTwo(divisor)) {
            for (int i = from; i < from + count; i++) {
                destination[i] *= factor;
            }
            return;
        }
        for (int i = from; i < from + count; i++) {
            destination[i] /= divisor;
        }
    }

    /** Whether dividing by it is multiplying by its reciprocal, to the bit. */
    static boolean isPowerOfTwo(float number) {
        return Math.scalb(1f, Math.getExponent(number)) == number;
    }

    @Override
    public String name() {
        return sums.name();
    }
}
