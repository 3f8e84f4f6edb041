package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;

/** Keys of elements of at most 32 bits: the element above its place, which is turned around so that the first of equal ones wins. */
final class PackedKeys implements Keys {
    private static final long LOW = 0xffffffffL;
    private static final int NAN = sortable(Float.NaN);

    private final ElementType type;
    private final int inner;
    private final int size;
    private final boolean smallest;
    private final float[] floats;
    private final CountedTaps counted;

    /** For the largest elements, or for the smallest ones. */
    PackedKeys(ElementType type, Geometry geometry, boolean smallest, CountedTaps counted) {
        this.type = type;
        this.inner = geometry.inner();
        this.size = geometry.planeSize();
        this.smallest = smallest;
        this.floats = new float[FloatConversion.covers(type) ? size : 0];
        this.counted = counted;
    }

    static boolean covers(ElementType type) {
        return type.bytes() <= Integer.BYTES;
    }

    @Override
    public void write(TensorView[] inputs, int from, long[] keys) {
        TensorView source = inputs[0];
        if (floats.length > 0) {
            FloatConversion.read(type, source.carrier(), source.offset() + from, floats, size);
            writeFloats(keys);
        } else {
            writeIntegers((int[]) source.carrier(), source.offset() + from, keys);
        }
        counted.leaveOut(inputs, from, keys);
    }

    private void writeFloats(long[] keys) {
        float sign = smallest ? -1 : 1;
        int at = 0;
        for (int place = 0; at < size; place++) {
            for (int column = 0; column < inner; column++, at++) {
                int value = sortable(floats[at] * sign);
                keys[at] = (long) value << Integer.SIZE | (value == NAN ? place : ~place) & LOW;
            }
        }
    }

    private void writeIntegers(int[] source, int from, long[] keys) {
        int turned = (type.isUnsigned() ? Integer.MIN_VALUE : 0) ^ (smallest ? -1 : 0);
        int at = 0;
        for (int place = 0; at < size; place++) {
            for (int column = 0; column < inner; column++, at++) {
                keys[at] = (long) (source[from + at] ^ turned) << Integer.SIZE | ~place & LOW;
            }
        }
    }

    /** In the order of the numbers; both zeros are one. */
    private static int sortable(float number) {
        int bits = Float.floatToIntBits(number + 0f);
        return bits ^ bits >> Integer.SIZE - 1 >>> 1;
    }

    @Override
    public int place(long key, int column) {
        int low = (int) key;
        return low < 0 ? ~low : low;
    }
}
