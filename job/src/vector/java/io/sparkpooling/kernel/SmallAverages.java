package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.L2I;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Averages of 2×2 windows at a stride of two, straight from the tensor: nothing is laid out. Outputs whose windows lie within the row are
 * added in vectors, those at its borders by themselves. Each output meets its taps in row-major order, beginning with +0; a row that
 * a window does not have is a row of zeros, which changes no sum. Sums are taken at every place, and those of every other one
 * are kept, as the lower halves of longs. Divisors are powers of two, so that multiplying gives the same bits.
 */
final class SmallAverages implements FloatPlanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> HALF =
            VectorSpecies.of(int.class, VectorShape.forBitSize(BITS.vectorBitSize() / 2));
    private static final int LANES = FLOATS.length();
    private static final int TWO = 2;

    private final Geometry geometry;
    private final SlidingWindows windows;
    private final float[] divisors;
    private final int begin;
    private final int end;
    private final float[] zeros;
    private final int[] packed;
    private final float[][] rows = new float[TWO][];
    private final int[] at = new int[TWO];

    private SmallAverages(Geometry geometry, SlidingWindows windows, float[] divisors) {
        this.geometry = geometry;
        this.windows = windows;
        this.divisors = divisors;
        int[] taps = geometry.width().taps();
        int[] whole = IntStream.range(0, taps.length)
                .filter(output -> taps[output] == windows.kernelSize() && endsInRow(output))
                .toArray();
        this.begin = whole.length == 0 ? 0 : whole[0];
        this.end = begin + whole.length;
        this.zeros = new float[geometry.width().size()];
        this.packed = new int[geometry.width().outputs() + LANES];
    }

    /** Whether the row goes on where a vector of outputs ends that this output is the last of. */
    private boolean endsInRow(int output) {
        Axis width = geometry.width();
        int beyond = windows.stride() - 1;
        return width.tap(output, windows.kernelSize() - 1) + beyond < width.size();
    }

    /**
     * The averages of these windows, if they are of this kind.
     *
     * @param divisors one for each output of a plane, or a single one
     */
    static Optional<FloatPlanes> of(Geometry geometry, float[] divisors) {
        boolean flat = geometry.depth().size() == 1 && geometry.depth().outputs() == 1 && geometry.inner() == 1;
        return geometry.width()
                .sliding()
                .filter(windows -> flat && geometry.height().mostTaps() <= TWO && arePowersOfTwo(divisors))
                .filter(windows -> windows.kernelSize() == TWO && windows.stride() == TWO)
                .map(windows -> new SmallAverages(geometry, windows, divisors))
                .filter(averages -> averages.end - averages.begin >= LANES && averages.areEvenWithinRows())
                .map(averages -> averages);
    }

    private static boolean arePowersOfTwo(float[] divisors) {
        for (float divisor : divisors) {
            if (!Quotients.isPowerOfTwo(divisor)) {
                return false;
            }
        }
        return true;
    }

    private boolean areEvenWithinRows() {
        return divisors.length == 1
                || IntStream.range(0, geometry.height().outputs()).allMatch(row -> IntStream.range(begin, end)
                        .allMatch(output -> divisor(row, output) == divisor(row, begin)));
    }

    private float divisor(int row, int output) {
        return divisors[divisors.length == 1 ? 0 : row * geometry.width().outputs() + output];
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int outputs = geometry.width().outputs();
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int row = 0; row < geometry.height().outputs(); row++, to += outputs) {
                find(source, from, row);
                pool(row, destination, to, 0, begin);
                pool(row, destination, to);
                pool(row, destination, to, end, outputs);
            }
        }
        Arrays.fill(rows, zeros);
    }

    /** Finds the rows of a row of windows; those that there are come first. */
    private void find(float[] source, int from, int row) {
        Axis height = geometry.height();
        for (int tap = 0; tap < TWO; tap++) {
            boolean there = tap < height.taps()[row];
            rows[tap] = there ? source : zeros;
            at[tap] = there ? from + geometry.row(0, height.tap(row, tap)) : 0;
        }
    }

    private void pool(int row, float[] destination, int to, int first, int last) {
        Axis width = geometry.width();
        for (int output = first; output < last; output++) {
            float sum = 0;
            for (int line = 0; line < geometry.height().taps()[row]; line++) {
                for (int tap = 0; tap < width.taps()[output]; tap++) {
                    sum += rows[line][at[line] + width.tap(output, tap)];
                }
            }
            destination[to + output] = sum / divisor(row, output);
        }
    }

    private void pool(int row, float[] destination, int to) {
        int from = geometry.width().first()[begin];
        float divisor = divisor(row, begin);
        int count = end - begin;
        packTwos(rows[0], at[0] + from, rows[1], at[1] + from, windows.dilation(), 1 / divisor, packed, count);
        unpack(packed, destination, to + begin, count);
    }

    private static void packTwos(
            float[] first, int a, float[] second, int b, int step, float factor, int[] packed, int count) {
        for (int i = 0; i < count; i += LANES / 2) {
            int j = Math.min(i, count - LANES / 2);
            FloatVector average = FloatVector.fromArray(FLOATS, first, a + 2 * j)
                    .add(0)
                    .add(FloatVector.fromArray(FLOATS, first, a + step + 2 * j))
                    .add(FloatVector.fromArray(FLOATS, second, b + 2 * j))
                    .add(FloatVector.fromArray(FLOATS, second, b + step + 2 * j))
                    .mul(factor);
            ((IntVector) average.reinterpretAsLongs().convertShape(L2I, HALF, 0)).intoArray(packed, j);
        }
    }

    private static void unpack(int[] packed, float[] into, int to, int count) {
        for (int i = 0; i < count; i += LANES) {
            int j = Math.min(i, count - LANES);
            IntVector.fromArray(BITS, packed, j).reinterpretAsFloats().intoArray(into, to + j);
        }
    }

    @Override
    public String name() {
        return "vectors";
    }
}
