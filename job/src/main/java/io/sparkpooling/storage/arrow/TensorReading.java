package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.RowState;
import io.sparkpooling.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;

/**
 * Reads the tensors of one column of one record batch into carrier arrays. A row's numbers lie side by side in the innermost
 * vector, however many levels of lists there are, since each level's offsets go on where the row before ended.
 */
final class TensorReading {
    private final ArrowTensor tensor;
    private final FieldVector column;
    private final FieldVector numbers;

    TensorReading(ArrowTensor tensor, FieldVector column) {
        this.tensor = tensor;
        this.column = column;
        FieldVector level = column;
        for (int depth = 0; depth < tensor.listSizes().size(); depth++) {
            level = level.getChildrenFromFields().get(0);
        }
        this.numbers = level;
    }

    /** Reads rows of the record batch to the beginning of {@code values}. */
    void read(int firstRow, int rows, ArrayTensors values) {
        int elements = tensor.type().shape().elementCount();
        values.begin(rows);
        for (int row = 0; row < rows; row++) {
            RowState state = read(firstRow + row, values.values(), row * elements);
            values.setState(row, state);
        }
    }

    private RowState read(int row, Object target, int offset) {
        if (column.isNull(row)) {
            return RowState.NULL;
        }
        long first = row;
        long count = 1;
        FieldVector level = column;
        int expected = 1;
        for (int size : tensor.listSizes()) {
            RowState whole = level == column ? RowState.PRESENT : allThere(level, first, count);
            if (!whole.isPresent()) {
                return whole;
            }
            expected = Math.multiplyExact(expected, size);
            boolean regular = isRegular(level, first, count, size);
            long begin = start(level, first);
            count = start(level, first + count) - begin;
            first = begin;
            level = level.getChildrenFromFields().get(0);
            if (!regular) {
                return irregular(level, first, count);
            }
        }
        RowState whole = allThere(numbers, first, count);
        if (whole.isPresent()) {
            copy(first, expected, target, offset);
        }
        return whole;
    }

    private RowState irregular(FieldVector below, long first, long count) {
        FieldVector level = below;
        long begin = first;
        long end = first + count;
        while (level != numbers) {
            begin = start(level, begin);
            end = start(level, end);
            level = level.getChildrenFromFields().get(0);
        }
        return end - begin != tensor.type().shape().elementCount()
                ? RowState.bad("%s values for shape %s (%s expected)"
                        .formatted(
                                grouped(end - begin),
                                tensor.type().shape(),
                                grouped(tensor.type().shape().elementCount())))
                : RowState.bad("the lists do not have the lengths of shape %s"
                        .formatted(tensor.type().shape()));
    }

    private static boolean isRegular(FieldVector level, long first, long count, int size) {
        for (long index = first; index < first + count; index++) {
            if (start(level, index + 1) - start(level, index) != size) {
                return false;
            }
        }
        return true;
    }

    private static long start(FieldVector level, long index) {
        if (level instanceof FixedSizeListVector fixed) {
            return index * fixed.getListSize();
        }
        if (level instanceof LargeListVector large) {
            return large.getOffsetBuffer().getLong(index * LargeListVector.OFFSET_WIDTH);
        }
        return ((ListVector) level).getOffsetBuffer().getInt(index * ListVector.OFFSET_WIDTH);
    }

    /** Numbers, or lists, that are null within a tensor make it bad. */
    private RowState allThere(FieldVector vector, long first, long count) {
        if (vector.getNullCount() == 0) {
            return RowState.PRESENT;
        }
        long nulls = 0;
        long firstNull = 0;
        for (long index = first + count - 1; index >= first; index--) {
            if (vector.isNull(Math.toIntExact(index))) {
                nulls++;
                firstNull = index - first;
            }
        }
        return nulls == 0
                ? RowState.PRESENT
                : RowState.bad("%s of %s values for shape %s are null (the first at %s)"
                        .formatted(grouped(nulls), grouped(count), tensor.type().shape(), grouped(firstNull)));
    }

    private void copy(long first, int count, Object target, int offset) {
        ArrowBuf data = numbers.getDataBuffer();
        ElementType type = tensor.type().elementType();
        if (numbers instanceof BitVector) {
            byte[] bits = (byte[]) target;
            for (int index = 0; index < count; index++) {
                bits[offset + index] = (byte) BitVectorHelper.get(data, Math.toIntExact(first + index));
            }
            return;
        }
        ByteBuffer bytes =
                data.nioBuffer(first * type.bytes(), count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (target instanceof float[] floats) {
            bytes.asFloatBuffer().get(floats, offset, count);
        } else if (target instanceof double[] doubles) {
            bytes.asDoubleBuffer().get(doubles, offset, count);
        } else if (target instanceof short[] shorts) {
            bytes.asShortBuffer().get(shorts, offset, count);
        } else if (target instanceof int[] ints) {
            bytes.asIntBuffer().get(ints, offset, count);
        } else if (target instanceof long[] longs) {
            bytes.asLongBuffer().get(longs, offset, count);
        } else {
            bytes.get((byte[]) target, offset, count);
        }
    }

    /** The list lengths of the first row of which all lists are there and not empty; none if no row has any. */
    static List<Integer> listSizes(FieldVector column) {
        for (int row = 0; row < column.getValueCount(); row++) {
            List<Integer> sizes = new java.util.ArrayList<>();
            FieldVector level = column;
            long index = row;
            while (isList(level) && !level.isNull(Math.toIntExact(index))) {
                long size = start(level, index + 1) - start(level, index);
                if (size == 0) {
                    break;
                }
                sizes.add(Math.toIntExact(size));
                index = start(level, index);
                level = level.getChildrenFromFields().get(0);
            }
            if (!sizes.isEmpty() && !isList(level)) {
                return sizes;
            }
        }
        return List.of();
    }

    private static boolean isList(FieldVector vector) {
        return vector instanceof ListVector
                || vector instanceof LargeListVector
                || vector instanceof FixedSizeListVector;
    }

    private static String grouped(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
