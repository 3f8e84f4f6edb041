package io.sparkpooling.kernel;

import static jdk.incubator.vector.VectorOperators.S2B;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.sparkpooling.kernel.RowBands.Band;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Keys of int8, uint8 and bool: without a sign to be turned, and without NaN. */
final class ByteKeys implements KeyLanes {
    private static final VectorSpecies<Byte> KEYS = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> HALF =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(KEYS.vectorBitSize() / 2));
    private static final int LANES = KEYS.length();
    private static final byte LOWEST = Byte.MIN_VALUE;

    private final KeyPlan plan;
    private final byte flip;
    private final byte[] keys;
    private final byte[] folded;
    private final byte[] slid;

    ByteKeys(KeyPlan plan) {
        this.plan = plan;
        this.flip = (byte) ((plan.type().isUnsigned() ? Byte.MIN_VALUE : 0) ^ plan.flip());
        this.keys = new byte[plan.inputLength(LANES)];
        Arrays.fill(keys, 0, plan.length(), LOWEST);
        this.folded = new byte[plan.foldedLength(LANES)];
        this.slid = new byte[plan.slidLength(LANES)];
    }

    @Override
    public void read(Object source, int from, Band band) {
        flip((byte[]) source, from, keys, plan.length(), band.inputRows() * plan.length());
    }

    private void flip(byte[] elements, int from, byte[] into, int to, int count) {
        byte flip = this.flip;
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            ByteVector.fromArray(KEYS, elements, from + i).lanewise(XOR, flip).intoArray(into, to + i);
        }
        for (; i < count; i++) {
            into[to + i] = (byte) (elements[from + i] ^ flip);
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
        byte[] from = keys;
        byte[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[2 * row];
            int second = offsets[2 * row + 1];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ByteVector.fromArray(KEYS, from, first + i)
                        .max(ByteVector.fromArray(KEYS, from, second + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ByteVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldThree(int[] offsets, int rows, int length, int padding, int pitch) {
        byte[] from = keys;
        byte[] into = folded;
        for (int row = 0; row < rows; row++) {
            int first = offsets[3 * row];
            int second = offsets[3 * row + 1];
            int third = offsets[3 * row + 2];
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ByteVector.fromArray(KEYS, from, first + i)
                        .max(ByteVector.fromArray(KEYS, from, second + i))
                        .max(ByteVector.fromArray(KEYS, from, third + i))
                        .intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ByteVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
            }
        }
    }

    private void foldMany(int[] offsets, int taps, int rows, int length, int padding, int pitch) {
        byte[] from = keys;
        byte[] into = folded;
        for (int row = 0; row < rows; row++) {
            int to = padding + row * pitch;
            for (int i = 0; i < length; i += LANES) {
                ByteVector best = ByteVector.broadcast(KEYS, LOWEST);
                for (int tap = row * taps; tap < (row + 1) * taps; tap++) {
                    best = best.max(ByteVector.fromArray(KEYS, from, offsets[tap] + i));
                }
                best.intoArray(into, to + i);
            }
            for (int i = length; i < pitch; i += LANES) {
                ByteVector.broadcast(KEYS, LOWEST).intoArray(into, to + i);
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
            slideByTwo(band.rows(), plan.pitch(), outputs);
        } else {
            slideByMore(band.rows(), stride);
        }
    }

    private static void enlarge(byte[] folded, int distance, int count) {
        for (int i = 0; i < count; i += LANES) {
            ByteVector.fromArray(KEYS, folded, i)
                    .max(ByteVector.fromArray(KEYS, folded, i + distance))
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
            byte[] folded,
            int first,
            int second,
            int third,
            int rows,
            int pitch,
            int count,
            byte[] slid,
            int to,
            int outputs) {
        for (int row = 0; row < rows; row++) {
            int at = row * pitch;
            for (int i = 0; i < count; i += LANES) {
                ByteVector.fromArray(KEYS, folded, first + at + i)
                        .max(ByteVector.fromArray(KEYS, folded, second + at + i))
                        .max(ByteVector.fromArray(KEYS, folded, third + at + i))
                        .intoArray(slid, to + row * outputs + i);
            }
        }
    }

    /** Every other key is the lower half of a long, which becomes an int. */
    private void slideByTwo(int rows, int pitch, int outputs) {
        byte[] from = folded;
        byte[] into = slid;
        int near = plan.near();
        int far = plan.far();
        for (int row = 0; row < rows; row++) {
            int at = row * pitch;
            for (int i = 0; i < outputs; i += LANES / 2) {
                ByteVector key = ByteVector.fromArray(KEYS, from, at + 2 * i)
                        .max(ByteVector.fromArray(KEYS, from, at + near + 2 * i))
                        .max(ByteVector.fromArray(KEYS, from, at + far + 2 * i));
                ((ByteVector) key.reinterpretAsShorts().convertShape(S2B, HALF, 0)).intoArray(into, row * outputs + i);
            }
        }
    }

    private void slideByMore(int rows, int stride) {
        int near = plan.near();
        int far = plan.far();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < plan.outputs(); i++) {
                int at = row * plan.pitch() + i * stride;
                slid[row * plan.outputs() + i] =
                        (byte) Math.max(folded[at], Math.max(folded[at + near], folded[at + far]));
            }
        }
    }

    @Override
    public void write(Band band, Object destination, int to) {
        flip(slid, 0, (byte[]) destination, to, band.rows() * plan.outputs());
    }

    @Override
    public boolean isDoubtful() {
        return false;
    }
}
