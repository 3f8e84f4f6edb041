package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.sparkpooling.kernel.RowBands.Band;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Keys of float32. */
final class FloatKeys implements KeyLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> KEYS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> HALF =
            VectorSpecies.of(int.class, VectorShape.forBitSize(KEYS.vectorBitSize() / 2));
    private static final int LANES = KEYS.length();
    private static final int SIGN = Integer.SIZE - 1;
    private static final int MAGNITUDE = Integer.MAX_VALUE;
    private static final int NEGATIVE_ZERO = Integer.MIN_VALUE;
    private static final int LOWEST = Integer.MIN_VALUE;
    private static final int INFINITY = 0x7f800000;

    private final KeyPlan plan;
    private final int[] keys;
    private final int[] folded;
    private final int[] slid;
    private int lowestKey;
    private int lowestBits;
    private int nearestZero;

    FloatKeys(KeyPlan plan) {
        this.plan = plan;
        this.keys = new int[plan.inputLength(LANES)];
        Arrays.fill(keys, 0, plan.length(), LOWEST);
        this.folded = new int[plan.foldedLength(LANES)];
        this.slid = new int[plan.slidLength(LANES)];
        forget();
    }

    private void forget() {
        lowestKey = Integer.MAX_VALUE;
        lowestBits = Integer.MAX_VALUE;
        nearestZero = Integer.MAX_VALUE;
    }

    @Override
    public void read(Object source, int from, Band band) {
        float[] elements = (float[]) source;
        int[] into = keys;
        int flip = plan.flip();
        int to = plan.length();
        int count = band.inputRows() * plan.length();
        IntVector lowKey = IntVector.broadcast(KEYS, Integer.MAX_VALUE);
        IntVector lowBits = IntVector.broadcast(KEYS, Integer.MAX_VALUE);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, elements, from + i).reinterpretAsInts();
            IntVector key =
                    bits.lanewise(ASHR, SIGN).and(MAGNITUDE).lanewise(XOR, bits).lanewise(XOR, flip);
            lowBits = lowBits.min(bits);
            lowKey = lowKey.min(key);
            key.intoArray(into, to + i);
        }
        lowestKey = Math.min(lowestKey, lowKey.reduceLanes(MIN));
        lowestBits = Math.min(lowestBits, lowBits.reduceLanes(MIN));
        for (; i < count; i++) {
            int bits = Float.floatToRawIntBits(elements[from + i]);
            into[to + i] = bits ^ bits >> SIGN & MAGNITUDE ^ flip;
            lowestBits = Math.min(lowestBits, bits);
            lowestKey = Math.min(lowestKey, into[to + i]);
        }
    }

    @Override
    public void fold(Band band) {
        Arrays.fill(folded, 0, plan.padding(), LOWEST);
        switch (plan.bands().tapRows()) {
            case 1 -> foldOne(band.offsets(), band.rows(), plan.length(), plan.padding(), plan.pitch());
            case 2 -> foldTwo(band.offsets(), band.rows(), plan.length(), plan.padding(), plan.pitch());
            case 3 -> foldThree(band.offsets(), band.rows(), plan.length(), plan.padding(), plan.pitch());
            default ->
                foldMany(
                        band.offsets(),
                        plan.bands().tapRows(),
                        band.rows(),
                        plan.length(),
                        plan.padding(),
                        plan.pitch());
        }
    }

    private void foldOne(int[] offsets, int rows, int length, int padding, int pitch) {
        for (int row = 0; row < rows; row++) {
            int to = padding + row * pitch;
            System.arraycopy(keys, offsets[row], folded, to, length);
            Arrays.fill(folded, to + length, to + pitch, LOWEST);
        }
    }

    private void foldTwo(int[] offsets, int rows, int length, int padding, int pitch) {
        int[] from = keys;
        int[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[2 * row];
            int second = offsets[2 * row + 1];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                IntVector.fromArray(KEYS, from, first + i)
                        .max(IntVector.fromArray(KEYS, from, second + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                IntVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldThree(int[] offsets, int rows, int length, int padding, int pitch) {
        int[] from = keys;
        int[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[3 * row];
            int second = offsets[3 * row + 1];
            int third = offsets[3 * row + 2];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                IntVector.fromArray(KEYS, from, first + i)
                        .max(IntVector.fromArray(KEYS, from, second + i))
                        .max(IntVector.fromArray(KEYS, from, third + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                IntVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldMany(int[] offsets, int taps, int rows, int length, int padding, int pitch) {
        int[] from = keys;
        int[] into = folded;
        for (int row = 0; row < rows; row++) {
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                IntVector best = IntVector.broadcast(KEYS, LOWEST);
                for (int tap = row * taps; tap < (row + 1) * taps; tap++) {
                    best = best.max(IntVector.fromArray(KEYS, from, offsets[tap] + i));
                }
                best.intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                IntVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    @Override
    public void slide(Band band) {
        for (int covered = 1; covered < plan.covered(); covered *= 2) {
            enlarge(folded, plan.distance(covered), band.rows() * plan.pitch());
        }
        int stride = plan.windows().stride();
        int outputs = plan.outputs();
        if (stride == 1) {
            slideByOne(band.rows(), plan.pitch(), outputs, outputs);
        } else if (plan.inner() > 1) {
            slideColumns(band.rows());
        } else if (stride == 2) {
            slideByTwo(folded, plan.near(), plan.far(), band.rows(), plan.pitch(), slid, outputs);
        } else {
            slideByMore(band.rows(), stride);
        }
    }

    private static void enlarge(int[] folded, int distance, int count) {
        for (int i = 0; i < count; i += LANES) {
            IntVector.fromArray(KEYS, folded, i)
                    .max(IntVector.fromArray(KEYS, folded, i + distance))
                    .intoArray(folded, i);
        }
    }

    private void slideByOne(int rows, int pitch, int count, int outputs) {
        slideByOne(folded, 0, plan.near(), plan.far(), rows, pitch, count, slid, 0, outputs);
    }

    private void slideColumns(int rows) {
        int inner = plan.inner();
        int step = plan.windows().stride() * inner;
        for (int row = 0; row < rows; row++) {
            int at = row * plan.pitch();
            int windows = plan.windows().outputSize();
            slideByOne(
                    folded,
                    at,
                    at + plan.near(),
                    at + plan.far(),
                    windows,
                    step,
                    inner,
                    slid,
                    row * plan.outputs(),
                    inner);
        }
    }

    private static void slideByOne(
            int[] folded,
            int first,
            int second,
            int third,
            int rows,
            int pitch,
            int count,
            int[] slid,
            int to,
            int outputs) {
        for (int row = 0; row < rows; row++) {
            int at = row * pitch;
            for (int i = 0; i < count; i += LANES) {
                IntVector.fromArray(KEYS, folded, first + at + i)
                        .max(IntVector.fromArray(KEYS, folded, second + at + i))
                        .max(IntVector.fromArray(KEYS, folded, third + at + i))
                        .intoArray(slid, to + row * outputs + i);
            }
        }
    }

    private static void slideByTwo(int[] from, int near, int far, int rows, int pitch, int[] into, int outputs) {
        for (int row = 0; row < rows; row++) {
            narrowRow(from, row * pitch, near, far, into, row * outputs, outputs);
        }
    }

    /** Every other key is the lower half of a long, which becomes an int. */
    private static void narrowRow(int[] from, int at, int near, int far, int[] into, int to, int outputs) {
        for (int i = 0; i < outputs; i += LANES / 2) {
            IntVector key = IntVector.fromArray(KEYS, from, at + 2 * i)
                    .max(IntVector.fromArray(KEYS, from, at + near + 2 * i))
                    .max(IntVector.fromArray(KEYS, from, at + far + 2 * i));
            ((IntVector) key.reinterpretAsLongs().convertShape(L2I, HALF, 0)).intoArray(into, to + i);
        }
    }

    private void slideByMore(int rows, int stride) {
        int near = plan.near();
        int far = plan.far();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < plan.outputs(); i++) {
                int at = row * plan.pitch() + i * stride;
                slid[row * plan.outputs() + i] = Math.max(folded[at], Math.max(folded[at + near], folded[at + far]));
            }
        }
    }

    @Override
    public void write(Band band, Object destination, int to) {
        int[] slid = this.slid;
        float[] pooled = (float[]) destination;
        int flip = plan.flip();
        int count = band.rows() * plan.outputs();
        int highest = LOWEST;
        IntVector high = IntVector.broadcast(KEYS, LOWEST);
        IntVector nearest = IntVector.broadcast(KEYS, Integer.MAX_VALUE);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            IntVector key = IntVector.fromArray(KEYS, slid, i);
            IntVector sign = key.lanewise(ASHR, SIGN);
            high = high.max(key);
            nearest = nearest.min(key.lanewise(XOR, sign));
            key.lanewise(XOR, flip)
                    .lanewise(XOR, sign.lanewise(XOR, flip).and(MAGNITUDE))
                    .reinterpretAsFloats()
                    .intoArray(pooled, to + i);
        }
        nearestZero = Math.min(nearestZero, nearest.reduceLanes(MIN));
        for (; i < count; i++) {
            int key = slid[i];
            highest = Math.max(highest, key);
            nearestZero = Math.min(nearestZero, key ^ key >> SIGN);
            int flipped = key ^ flip;
            pooled[to + i] = Float.intBitsToFloat(flipped ^ flipped >> SIGN & MAGNITUDE);
        }
        if (Math.max(highest, high.reduceLanes(MAX)) > INFINITY) {
            FloatKernel.makeNotANumberCanonical(pooled, to, count);
        }
    }

    @Override
    public boolean isDoubtful() {
        boolean hiddenNan = lowestKey < ~INFINITY;
        boolean zeroOfEitherSign = lowestBits == NEGATIVE_ZERO && nearestZero == 0;
        forget();
        return hiddenNan || zeroOfEitherSign;
    }
}
