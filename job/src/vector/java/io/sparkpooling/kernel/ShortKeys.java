package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.sparkpooling.kernel.RowBands.Band;
import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import java.util.Arrays;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Keys of float16, bfloat16, int16 and uint16. */
final class ShortKeys implements KeyLanes {
    private static final VectorSpecies<Short> KEYS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> HALF =
            VectorSpecies.of(short.class, VectorShape.forBitSize(KEYS.vectorBitSize() / 2));
    private static final int LANES = KEYS.length();
    private static final int SIGN = Short.SIZE - 1;
    private static final short NEGATIVE_ZERO = Short.MIN_VALUE;
    private static final short LOWEST = Short.MIN_VALUE;

    private final KeyPlan plan;
    private final short magnitude;
    private final short flip;
    private final short infinity;
    private final short[] keys;
    private final short[] folded;
    private final short[] slid;
    private int lowestKey;
    private int lowestBits;
    private int nearestZero;

    ShortKeys(KeyPlan plan) {
        this.plan = plan;
        this.magnitude = plan.type().isFloatingPoint() ? Short.MAX_VALUE : 0;
        this.flip = (short) ((plan.type().isUnsigned() ? Short.MIN_VALUE : 0) ^ plan.flip());
        this.infinity = bits(plan.type(), Float.POSITIVE_INFINITY);
        this.keys = new short[plan.inputLength(LANES)];
        Arrays.fill(keys, 0, plan.length(), LOWEST);
        this.folded = new short[plan.foldedLength(LANES)];
        this.slid = new short[plan.slidLength(LANES)];
        forget();
    }

    private void forget() {
        lowestKey = Short.MAX_VALUE;
        lowestBits = Short.MAX_VALUE;
        nearestZero = Short.MAX_VALUE;
    }

    @Override
    public void read(Object source, int from, Band band) {
        short[] elements = (short[]) source;
        short[] into = keys;
        short flip = this.flip;
        short magnitude = this.magnitude;
        int to = plan.length();
        int count = band.inputRows() * plan.length();
        ShortVector lowKey = ShortVector.broadcast(KEYS, Short.MAX_VALUE);
        ShortVector lowBits = ShortVector.broadcast(KEYS, Short.MAX_VALUE);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            ShortVector bits = ShortVector.fromArray(KEYS, elements, from + i);
            ShortVector key =
                    bits.lanewise(ASHR, SIGN).and(magnitude).lanewise(XOR, bits).lanewise(XOR, flip);
            lowBits = lowBits.min(bits);
            lowKey = lowKey.min(key);
            key.intoArray(into, to + i);
        }
        lowestKey = Math.min(lowestKey, lowKey.reduceLanes(MIN));
        lowestBits = Math.min(lowestBits, lowBits.reduceLanes(MIN));
        for (; i < count; i++) {
            short bits = elements[from + i];
            into[to + i] = (short) (bits ^ bits >> SIGN & magnitude ^ flip);
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
        short[] from = keys;
        short[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[2 * row];
            int second = offsets[2 * row + 1];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ShortVector.fromArray(KEYS, from, first + i)
                        .max(ShortVector.fromArray(KEYS, from, second + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ShortVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldThree(int[] offsets, int rows, int length, int padding, int pitch) {
        short[] from = keys;
        short[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[3 * row];
            int second = offsets[3 * row + 1];
            int third = offsets[3 * row + 2];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ShortVector.fromArray(KEYS, from, first + i)
                        .max(ShortVector.fromArray(KEYS, from, second + i))
                        .max(ShortVector.fromArray(KEYS, from, third + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ShortVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldMany(int[] offsets, int taps, int rows, int length, int padding, int pitch) {
        short[] from = keys;
        short[] into = folded;
        for (int row = 0; row < rows; row++) {
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ShortVector best = ShortVector.broadcast(KEYS, LOWEST);
                for (int tap = row * taps; tap < (row + 1) * taps; tap++) {
                    best = best.max(ShortVector.fromArray(KEYS, from, offsets[tap] + i));
                }
                best.intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ShortVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
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

    private static void enlarge(short[] folded, int distance, int count) {
        for (int i = 0; i < count; i += LANES) {
            ShortVector.fromArray(KEYS, folded, i)
                    .max(ShortVector.fromArray(KEYS, folded, i + distance))
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
            short[] folded,
            int first,
            int second,
            int third,
            int rows,
            int pitch,
            int count,
            short[] slid,
            int to,
            int outputs) {
        for (int row = 0; row < rows; row++) {
            int at = row * pitch;
            for (int i = 0; i < count; i += LANES) {
                ShortVector.fromArray(KEYS, folded, first + at + i)
                        .max(ShortVector.fromArray(KEYS, folded, second + at + i))
                        .max(ShortVector.fromArray(KEYS, folded, third + at + i))
                        .intoArray(slid, to + row * outputs + i);
            }
        }
    }

    private static void slideByTwo(short[] from, int near, int far, int rows, int pitch, short[] into, int outputs) {
        for (int row = 0; row < rows; row++) {
            narrowRow(from, row * pitch, near, far, into, row * outputs, outputs);
        }
    }

    /** Every other key is the lower half of an int, which becomes a short. */
    private static void narrowRow(short[] from, int at, int near, int far, short[] into, int to, int outputs) {
        for (int i = 0; i < outputs; i += LANES / 2) {
            ShortVector key = ShortVector.fromArray(KEYS, from, at + 2 * i)
                    .max(ShortVector.fromArray(KEYS, from, at + near + 2 * i))
                    .max(ShortVector.fromArray(KEYS, from, at + far + 2 * i));
            ((ShortVector) key.reinterpretAsInts().convertShape(I2S, HALF, 0)).intoArray(into, to + i);
        }
    }

    private void slideByMore(int rows, int stride) {
        int near = plan.near();
        int far = plan.far();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < plan.outputs(); i++) {
                int at = row * plan.pitch() + i * stride;
                slid[row * plan.outputs() + i] =
                        (short) Math.max(folded[at], Math.max(folded[at + near], folded[at + far]));
            }
        }
    }

    @Override
    public void write(Band band, Object destination, int to) {
        short[] slid = this.slid;
        short[] pooled = (short[]) destination;
        short flip = this.flip;
        short magnitude = this.magnitude;
        int count = band.rows() * plan.outputs();
        int highest = LOWEST;
        ShortVector high = ShortVector.broadcast(KEYS, LOWEST);
        ShortVector nearest = ShortVector.broadcast(KEYS, Short.MAX_VALUE);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            ShortVector key = ShortVector.fromArray(KEYS, slid, i);
            ShortVector sign = key.lanewise(ASHR, SIGN);
            high = high.max(key);
            nearest = nearest.min(key.lanewise(XOR, sign));
            key.lanewise(XOR, flip)
                    .lanewise(XOR, sign.lanewise(XOR, flip).and(magnitude))
                    .intoArray(pooled, to + i);
        }
        nearestZero = Math.min(nearestZero, nearest.reduceLanes(MIN));
        for (; i < count; i++) {
            int key = slid[i];
            highest = Math.max(highest, key);
            nearestZero = Math.min(nearestZero, key ^ key >> SIGN);
            int flipped = key ^ flip;
            pooled[to + i] = (short) (flipped ^ flipped >> SIGN & magnitude);
        }
        if (magnitude != 0 && Math.max(highest, high.reduceLanes(MAX)) > infinity) {
            makeNotANumberCanonical(pooled, to, count);
        }
    }

    private void makeNotANumberCanonical(short[] pooled, int from, int count) {
        short canonical = bits(plan.type(), Float.NaN);
        for (int i = from; i < from + count; i++) {
            pooled[i] = (pooled[i] & magnitude) > infinity ? canonical : pooled[i];
        }
    }

    private static short bits(ElementType type, float value) {
        return type == ElementType.BFLOAT16 ? BFloat16.fromFloat(value) : Float16.fromFloat(value);
    }

    @Override
    public boolean isDoubtful() {
        boolean hiddenNan = lowestKey < ~infinity;
        boolean zeroOfEitherSign = lowestBits == NEGATIVE_ZERO && nearestZero == 0;
        forget();
        return magnitude != 0 && (hiddenNan || zeroOfEitherSign);
    }
}
