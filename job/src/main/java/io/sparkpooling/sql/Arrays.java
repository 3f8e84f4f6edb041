package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import java.lang.reflect.Array;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Spark's arrays of arrays to carrier arrays and back: numbers move in bulk, none is boxed. */
final class Arrays {
    private Arrays() {}

    /** The sizes of arrays of arrays, as those on the first path show them. */
    static Shape shape(ArrayData array, int depth) {
        int[] sizes = new int[depth];
        ArrayData at = array;
        for (int axis = 0; axis < depth; axis++) {
            sizes[axis] = at.numElements();
            if (axis + 1 < depth && (sizes[axis] == 0 || at.isNullAt(0))) {
                throw new InvalidTensorException("an array is empty or NULL");
            }
            at = axis + 1 < depth ? at.getArray(0) : at;
        }
        return Shape.of(sizes);
    }

    /** All numbers, row-major; every array must have the size that {@code shape} says. */
    static Object carrier(ArrayData array, Shape shape, ElementType type, boolean nullable) {
        Leaf leaf = new Leaf(type, nullable);
        if (shape.rank() == 1) {
            return row(array, shape, 0, leaf);
        }
        Object carrier = type.newArray(shape.elementCount());
        read(array, shape, 0, leaf, carrier, 0);
        return carrier;
    }

    private record Leaf(ElementType type, boolean nullable) {}

    private static int read(ArrayData array, Shape shape, int axis, Leaf leaf, Object carrier, int from) {
        int size = shape.size(axis);
        if (axis == shape.rank() - 1) {
            System.arraycopy(row(array, shape, axis, leaf), 0, carrier, from, size);
            return from + size;
        }
        requireSize(array, shape, axis);
        int at = from;
        for (int i = 0; i < size; i++) {
            if (array.isNullAt(i)) {
                throw new InvalidTensorException("an array is NULL");
            }
            at = read(array.getArray(i), shape, axis + 1, leaf, carrier, at);
        }
        return at;
    }

    /** The numbers of an array of the last axis, in an array of their own. */
    private static Object row(ArrayData array, Shape shape, int axis, Leaf leaf) {
        requireSize(array, shape, axis);
        requireNoNull(array, leaf);
        return numbers(array, leaf.type());
    }

    private static void requireSize(ArrayData array, Shape shape, int axis) {
        if (array.numElements() != shape.size(axis)) {
            throw new InvalidTensorException("%d values on axis %d of %s".formatted(array.numElements(), axis, shape));
        }
    }

    private static void requireNoNull(ArrayData array, Leaf leaf) {
        for (int i = 0; leaf.nullable() && i < array.numElements(); i++) {
            if (array.isNullAt(i)) {
                throw new InvalidTensorException("value %d is NULL".formatted(i));
            }
        }
    }

    private static Object numbers(ArrayData array, ElementType type) {
        return switch (type) {
            case FLOAT32 -> array.toFloatArray();
            case FLOAT64 -> array.toDoubleArray();
            case INT8 -> array.toByteArray();
            case INT16 -> array.toShortArray();
            case INT32 -> array.toIntArray();
            case INT64 -> array.toLongArray();
            case BOOL -> bits(array.toBooleanArray());
            case FLOAT16, BFLOAT16, UINT8, UINT16, UINT32, UINT64 -> throw new IllegalArgumentException(type.word());
        };
    }

    private static byte[] bits(boolean[] flags) {
        byte[] bits = new byte[flags.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (flags[i] ? 1 : 0);
        }
        return bits;
    }

    /** Arrays of arrays of the numbers of a carrier array. */
    static ArrayData nested(Object carrier, Shape shape, DataType type) {
        return write(carrier, shape, 0, (ArrayType) type, new int[1]);
    }

    private static ArrayData write(Object carrier, Shape shape, int axis, ArrayType type, int[] from) {
        int size = shape.size(axis);
        if (axis == shape.rank() - 1) {
            ArrayData leaf = leaf(carrier, from[0], size, type);
            from[0] += size;
            return leaf;
        }
        Object[] arrays = new Object[size];
        for (int i = 0; i < size; i++) {
            arrays[i] = write(carrier, shape, axis + 1, (ArrayType) type.elementType(), from);
        }
        return new GenericArrayData(arrays);
    }

    private static ArrayData leaf(Object carrier, int from, int size, ArrayType type) {
        boolean whole = from == 0 && size == Array.getLength(carrier);
        Object part = whole ? carrier : Array.newInstance(carrier.getClass().getComponentType(), size);
        if (!whole) {
            System.arraycopy(carrier, from, part, 0, size);
        }
        if (part instanceof float[] floats) {
            return UnsafeArrayData.fromPrimitiveArray(floats);
        } else if (part instanceof double[] doubles) {
            return UnsafeArrayData.fromPrimitiveArray(doubles);
        } else if (part instanceof short[] shorts) {
            return UnsafeArrayData.fromPrimitiveArray(shorts);
        } else if (part instanceof int[] ints) {
            return UnsafeArrayData.fromPrimitiveArray(ints);
        } else if (part instanceof long[] longs) {
            return UnsafeArrayData.fromPrimitiveArray(longs);
        }
        byte[] bytes = (byte[]) part;
        return type.elementType().sql().equals("BOOLEAN")
                ? UnsafeArrayData.fromPrimitiveArray(flags(bytes))
                : UnsafeArrayData.fromPrimitiveArray(bytes);
    }

    private static boolean[] flags(byte[] bits) {
        boolean[] flags = new boolean[bits.length];
        for (int i = 0; i < bits.length; i++) {
            flags[i] = bits[i] != 0;
        }
        return flags;
    }
}
