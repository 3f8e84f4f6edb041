package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.Shape;
import java.util.List;

/** Single elements of a carrier array, as bits and as numbers. */
final class Elements {
    private Elements() {}

    /** The element's bits, sign-extended to 64. */
    static long bits(Object values, int index) {
        if (values instanceof float[] floats) {
            return Float.floatToRawIntBits(floats[index]);
        } else if (values instanceof double[] doubles) {
            return Double.doubleToRawLongBits(doubles[index]);
        } else if (values instanceof short[] shorts) {
            return shorts[index];
        } else if (values instanceof byte[] bytes) {
            return bytes[index];
        } else if (values instanceof int[] ints) {
            return ints[index];
        }
        return ((long[]) values)[index];
    }

    /** Sets the element to the lowest bits of {@code bits}. */
    static void setBits(Object values, int index, long bits) {
        if (values instanceof float[] floats) {
            floats[index] = Float.intBitsToFloat((int) bits);
        } else if (values instanceof double[] doubles) {
            doubles[index] = Double.longBitsToDouble(bits);
        } else if (values instanceof short[] shorts) {
            shorts[index] = (short) bits;
        } else if (values instanceof byte[] bytes) {
            bytes[index] = (byte) bits;
        } else if (values instanceof int[] ints) {
            ints[index] = (int) bits;
        } else {
            ((long[]) values)[index] = bits;
        }
    }

    /** The element's value; only for integers and bool, for uint64 modulo 2^64. */
    static long integer(ElementType type, Object values, int index) {
        long bits = bits(values, index);
        return type.isUnsigned() ? bits & -1L >>> 64 - 8 * type.bytes() : bits;
    }

    static long smallest(ElementType type) {
        return type.isUnsigned() || type == ElementType.BOOL ? 0 : -1L << 8 * type.bytes() - 1;
    }

    static long largest(ElementType type) {
        return type == ElementType.BOOL ? 1 : -1L >>> 64 - 8 * type.bytes() + (type.isUnsigned() ? 0 : 1);
    }

    /** The element's value; only for floating point types, for which it is exact. */
    static double number(ElementType type, Object values, int index) {
        long bits = bits(values, index);
        return switch (type) {
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT16 -> Float16.toFloat((short) bits);
            case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
                throw new IllegalArgumentException(type.word());
        };
    }

    /** Sets the element to a value of a floating point type, rounded from float32 where the type has 16 bits. */
    static void setNumber(ElementType type, Object values, int index, double number) {
        switch (type) {
            case FLOAT64 -> setBits(values, index, Double.doubleToRawLongBits(number));
            case FLOAT32 -> setBits(values, index, Float.floatToRawIntBits((float) number));
            case FLOAT16 -> setBits(values, index, Float16.fromFloat((float) number));
            case BFLOAT16 -> setBits(values, index, bfloat16((float) number));
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
                throw new IllegalArgumentException(type.word());
        }
    }

    private static int bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? 0x7fc0 : bits + 0x7fff + (bits >>> 16 & 1) >>> 16;
    }

    /** A copy of the tensor in which the i-th axis is the given one's axis {@code order.get(i)}. */
    static Object transposed(ElementType type, Object values, Shape shape, List<Integer> order) {
        int count = shape.elementCount();
        Object transposed = type.newArray(count);
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.size(axis);
        }
        for (int index = 0; index < count; index++) {
            int from = 0;
            int rest = index;
            for (int i = order.size() - 1; i >= 0; i--) {
                int size = shape.size(order.get(i));
                from += rest % size * strides[order.get(i)];
                rest /= size;
            }
            setBits(transposed, index, bits(values, from));
        }
        return transposed;
    }

    /** Whether two elements are the same bits; one NaN is as good as another. */
    static boolean same(ElementType type, Object left, int leftIndex, Object right, int rightIndex) {
        return bits(left, leftIndex) == bits(right, rightIndex)
                || type.isFloatingPoint()
                        && Double.isNaN(number(type, left, leftIndex))
                        && Double.isNaN(number(type, right, rightIndex));
    }

    /** As a failure shows it: {@code 1.5 (0x3fc00000)}. */
    static String text(ElementType type, Object values, int index) {
        long bits = bits(values, index) & -1L >>> 64 - 8 * type.bytes();
        Object number = type.isFloatingPoint() ? (Object) number(type, values, index) : (Object) bits(values, index);
        return "%s (0x%x)".formatted(number, bits);
    }
}
