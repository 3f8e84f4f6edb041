package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHR;

import io.sparkpooling.kernel.RowBands.Band;
import io.sparkpooling.kernel.RowBands.Run;
import io.sparkpooling.window.SlidingWindows;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in vectors of outputs that lie side by side. A row of the input is laid out with its padding; where windows have a stride, in
 * as many phases, so that a tap of neighbouring windows lies side by side too. Each output meets its taps one by one in row-major
 * order; padding is +0, which changes no sum, since a sum that begins with +0 is never -0.
 */
final class VectorSums implements FloatPlanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> HALF =
            VectorSpecies.of(int.class, VectorShape.forBitSize(BITS.vectorBitSize() / 2));
    private static final int LANES = BITS.length();
    private static final int NINE = 9;
    private static final int FOUR = 4;
    private static final int MANY_TAPS = 16;

    private final Geometry geometry;
    private final float divisor;
    private final RowBands bands;
    private final int length;
    private final int padding;
    private final int phases;
    private final int phaseLength;
    private final int blocks;
    private final int blockLength;
    private final int blockStep;
    private final int[] tapOffsets;
    private final int[] offsets;
    private final int[] rows;
    private final int sumsPitch;
    private final float[] sums;
    private final float[] zeros;

    private VectorSums(Geometry geometry, RowBands bands, SlidingWindows windows, float divisor) {
        int inner = geometry.inner();
        this.geometry = geometry;
        this.divisor = divisor;
        this.bands = bands;
        this.length = geometry.width().size() * inner;
        this.padding = windows.paddingBegin() * inner;
        this.phases = phases(geometry, windows);
        this.phaseLength = phaseLength(geometry, windows);
        boolean apart = inner > 1 && windows.stride() > 1;
        this.blocks = apart ? windows.outputSize() : 1;
        this.blockLength = apart ? inner : windows.outputSize() * inner;
        this.blockStep = windows.stride() * inner;
        this.tapOffsets = new int[windows.kernelSize()];
        for (int tap = 0; tap < tapOffsets.length; tap++) {
            int place = tap * windows.dilation();
            tapOffsets[tap] = phases == 1 ? place * inner : place % phases * phaseLength + place / phases;
        }
        this.offsets = new int[bands.tapRows() * tapOffsets.length];
        this.rows = new int[Math.toIntExact(bands.elements()) + phases * phaseLength + 2 * LANES];
        boolean once = offsets.length == NINE || offsets.length == FOUR;
        this.sumsPitch = once ? blockLength : (blockLength + LANES - 1) / LANES * LANES;
        this.sums = new float[bands.rows() * blocks * sumsPitch + LANES];
        this.zeros = new float[blockLength + LANES];
    }

    private static int phases(Geometry geometry, SlidingWindows windows) {
        return geometry.inner() == 1 ? windows.stride() : 1;
    }

    /** With room for a vector that reaches beyond. */
    private static int phaseLength(Geometry geometry, SlidingWindows windows) {
        long pitch = RowWindows.positions(windows) * geometry.inner();
        int phases = phases(geometry, windows);
        return Math.toIntExact(phases == 1 ? pitch : (pitch + phases - 1) / phases + 2 * LANES);
    }

    /** The sums of windows that slide along rows; not of large ones that overlap, for which {@link BlockSum} is faster. */
    static Optional<FloatPlanes> of(Geometry geometry) {
        return create(geometry, 1).map(sums -> sums);
    }

    /** These sums over a number, where that can be done on the way: if nine taps are all. */
    static Optional<FloatPlanes> over(Geometry geometry, float divisor) {
        return create(geometry, divisor)
                .filter(sums -> sums.offsets.length == NINE)
                .map(sums -> sums);
    }

    private static Optional<VectorSums> create(Geometry geometry, float divisor) {
        long length = geometry.width().size();
        boolean many = geometry.mostTaps() > MANY_TAPS && geometry.inner() == 1;
        return geometry.width()
                .sliding()
                .filter(windows -> windows.stride() > 1 || !many)
                .filter(windows -> RowWindows.positions(windows) * geometry.inner() <= RowBands.MOST_ELEMENTS)
                .filter(windows -> RowWindows.positions(windows) <= 2 * length + RowWindows.SMALL_ROW)
                .filter(windows ->
                        windows.stride() <= windows.kernelSize() * windows.dilation() || geometry.inner() > 1)
                .flatMap(windows -> RowBands.of(geometry, phases(geometry, windows) * phaseLength(geometry, windows))
                        .map(bands -> new VectorSums(geometry, bands, windows, divisor)));
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int outputs = blocks * blockLength;
        for (int first = 0; first < planes; first += bands.planes()) {
            int count = Math.min(bands.planes(), planes - first);
            int from = sourceOffset + first * geometry.planeSize();
            int to = destinationOffset + first * geometry.planeOutputs();
            for (Band band : bands.of(count)) {
                lay(source, from + band.firstInput() * length, band.inputRows());
                for (Run run : band.runs()) {
                    findTaps(band.offsets(), run.first() * bands.tapRows());
                    sum(run);
                }
                write(destination, to + band.first() * outputs, band.rows() * blocks);
            }
        }
    }

    private void write(float[] destination, int to, int count) {
        if (sumsPitch == blockLength) {
            System.arraycopy(sums, 0, destination, to, count * blockLength);
            return;
        }
        for (int block = 0; block < count; block++) {
            System.arraycopy(sums, block * sumsPitch, destination, to + block * blockLength, blockLength);
        }
    }

    private void findTaps(int[] tapRows, int from) {
        int at = 0;
        for (int row = from; row < from + bands.tapRows(); row++) {
            for (int tapOffset : tapOffsets) {
                offsets[at++] = tapRows[row] + tapOffset;
            }
        }
    }

    /** Nine taps at a time, or four, or one: with their places in registers. */
    private void sum(Run run) {
        if (blocks == 1) {
            sum(0, run.first() * sumsPitch, run.rows(), run.step());
            return;
        }
        for (int row = 0; row < run.rows(); row++) {
            sum(row * run.step(), (run.first() + row) * blocks * sumsPitch, blocks, blockStep);
        }
    }

    private void sum(int from, int to, int count, int step) {
        int tap = 0;
        for (; tap + NINE <= offsets.length; tap += NINE) {
            addNine(tap, from, to, count, step);
        }
        for (; tap + FOUR <= offsets.length; tap += FOUR) {
            addFour(tap, from, to, count, step);
        }
        for (; tap < offsets.length; tap++) {
            addOne(tap, from, to, count, step);
        }
    }

    private void addNine(int tap, int from, int to, int count, int step) {
        int[] rows = this.rows;
        float[] sums = this.sums;
        float[] before = tap == 0 ? zeros : sums;
        int beforeAt = tap == 0 ? 0 : to;
        int beforePitch = tap == 0 ? 0 : sumsPitch;
        int offset0 = from + offsets[tap];
        int offset1 = from + offsets[tap + 1];
        int offset2 = from + offsets[tap + 2];
        int offset3 = from + offsets[tap + 3];
        int offset4 = from + offsets[tap + 4];
        int offset5 = from + offsets[tap + 5];
        int offset6 = from + offsets[tap + 6];
        int offset7 = from + offsets[tap + 7];
        int offset8 = from + offsets[tap + 8];
        float divisor = this.divisor;
        for (int row = 0; row < count; row++) {
            int into = to + row * sumsPitch;
            int sum = beforeAt + row * beforePitch;
            for (int i = 0; i < blockLength; i += LANES) {
                int at = row * step + i;
                FloatVector.fromArray(FLOATS, before, sum + i)
                        .add(IntVector.fromArray(BITS, rows, offset0 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset1 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset2 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset3 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset4 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset5 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset6 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset7 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset8 + at).reinterpretAsFloats())
                        .div(divisor)
                        .intoArray(sums, into + i);
            }
        }
    }

    private void addFour(int tap, int from, int to, int count, int step) {
        int[] rows = this.rows;
        float[] sums = this.sums;
        float[] before = tap == 0 ? zeros : sums;
        int beforeAt = tap == 0 ? 0 : to;
        int beforePitch = tap == 0 ? 0 : sumsPitch;
        int offset0 = from + offsets[tap];
        int offset1 = from + offsets[tap + 1];
        int offset2 = from + offsets[tap + 2];
        int offset3 = from + offsets[tap + 3];
        for (int row = 0; row < count; row++) {
            int into = to + row * sumsPitch;
            int sum = beforeAt + row * beforePitch;
            for (int i = 0; i < blockLength; i += LANES) {
                int at = row * step + i;
                FloatVector.fromArray(FLOATS, before, sum + i)
                        .add(IntVector.fromArray(BITS, rows, offset0 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset1 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset2 + at).reinterpretAsFloats())
                        .add(IntVector.fromArray(BITS, rows, offset3 + at).reinterpretAsFloats())
                        .intoArray(sums, into + i);
            }
        }
    }

    private void addOne(int tap, int from, int to, int count, int step) {
        int[] rows = this.rows;
        float[] sums = this.sums;
        float[] before = tap == 0 ? zeros : sums;
        int beforeAt = tap == 0 ? 0 : to;
        int beforePitch = tap == 0 ? 0 : sumsPitch;
        int offset0 = from + offsets[tap];
        for (int row = 0; row < count; row++) {
            int into = to + row * sumsPitch;
            int sum = beforeAt + row * beforePitch;
            for (int i = 0; i < blockLength; i += LANES) {
                int at = row * step + i;
                FloatVector.fromArray(FLOATS, before, sum + i)
                        .add(IntVector.fromArray(BITS, rows, offset0 + at).reinterpretAsFloats())
                        .intoArray(sums, into + i);
            }
        }
    }

    private void lay(float[] source, int from, int count) {
        int rowElements = phases * phaseLength;
        if (phases == 1) {
            layRows(source, from, count, length, rows, rowElements + padding, rowElements);
        } else if (phases == 2) {
            int even = rowElements + padding % 2 * phaseLength + padding / 2;
            int odd = rowElements + (padding + 1) % 2 * phaseLength + (padding + 1) / 2;
            layEvenAndOdd(source, from, count, length, rows, even, odd, rowElements);
        } else {
            layPhases(source, from, count);
        }
    }

    private static void layRows(float[] source, int from, int count, int length, int[] rows, int to, int rowElements) {
        int last = source.length - LANES;
        for (int row = 0; row < count; row++) {
            int at = from + row * length;
            int into = to + row * rowElements;
            int i = 0;
            for (; i < length && at + i <= last; i += LANES) {
                FloatVector.fromArray(FLOATS, source, at + i)
                        .reinterpretAsInts()
                        .intoArray(rows, into + i);
            }
            for (; i < length; i++) {
                rows[into + i] = Float.floatToRawIntBits(source[at + i]);
            }
            for (int gap = length; gap < rowElements; gap += LANES) {
                IntVector.broadcast(BITS, 0).intoArray(rows, into + gap);
            }
        }
    }

    /** Two neighbours are a long; its lower half is the first of them. */
    private static void layEvenAndOdd(
            float[] source, int from, int count, int length, int[] rows, int even, int odd, int rowElements) {
        int last = source.length - LANES;
        for (int row = 0; row < count; row++) {
            int at = from + row * length;
            int toEven = even + row * rowElements;
            int toOdd = odd + row * rowElements;
            int i = 0;
            for (; i < length && at + i <= last; i += LANES) {
                LongVector pairs = FloatVector.fromArray(FLOATS, source, at + i).reinterpretAsLongs();
                ((IntVector) pairs.convertShape(L2I, HALF, 0)).intoArray(rows, toEven + i / 2);
                ((IntVector) pairs.lanewise(LSHR, Integer.SIZE).convertShape(L2I, HALF, 0))
                        .intoArray(rows, toOdd + i / 2);
            }
            for (; i < length; i++) {
                rows[(i % 2 == 0 ? toEven : toOdd) + i / 2] = Float.floatToRawIntBits(source[at + i]);
            }
            IntVector.broadcast(BITS, 0).intoArray(rows, toEven + (length + 1) / 2);
            IntVector.broadcast(BITS, 0).intoArray(rows, toOdd + length / 2);
        }
    }

    private void layPhases(float[] source, int from, int count) {
        int rowElements = phases * phaseLength;
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < length; i++) {
                int place = padding + i;
                rows[(row + 1) * rowElements + place % phases * phaseLength + place / phases] =
                        Float.floatToRawIntBits(source[from + row * length + i]);
            }
        }
    }

    @Override
    public String name() {
        return "vectors";
    }
}
