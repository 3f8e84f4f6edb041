package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.RowState;
import java.util.List;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;

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
            level = ListOffsets.elements(level);
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
            long begin = ListOffsets.start(level, first);
            count = ListOffsets.start(level, first + count) - begin;
            first = begin;
            level = ListOffsets.elements(level);
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
            begin = ListOffsets.start(level, begin);
            end = ListOffsets.start(level, end);
            level = ListOffsets.elements(level);
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
            if (ListOffsets.start(level, index + 1) - ListOffsets.start(level, index) != size) {
                return false;
            }
        }
        return true;
    }

    /** Numbers, or lists, that are null within a tensor make it bad. */
    private RowState allThere(FieldVector vector, long first, long count) {
        long nulls = ValidityBits.nulls(vector, first, count);
        if (nulls == 0) {
            return RowState.PRESENT;
        }
        long firstNull = first;
        while (!vector.isNull(Math.toIntExact(firstNull))) {
            firstNull++;
        }
        return RowState.bad("%s of %s values for shape %s are null (the first at %s)"
                .formatted(grouped(nulls), grouped(count), tensor.type().shape(), grouped(firstNull - first)));
    }

    private void copy(long first, int count, Object target, int offset) {
        int width =
                numbers instanceof BitVector ? 1 : tensor.type().elementType().bytes() * Byte.SIZE;
        VectorNumbers.read(numbers.getDataBuffer(), width, first, count, target, offset);
    }

    /** The list lengths of the first row of which all lists are there and not empty; none if no row has any. */
    static List<Integer> listSizes(FieldVector column) {
        for (int row = 0; row < column.getValueCount(); row++) {
            List<Integer> sizes = new java.util.ArrayList<>();
            FieldVector level = column;
            long index = row;
            while (ListOffsets.isList(level) && !level.isNull(Math.toIntExact(index))) {
                long size = ListOffsets.start(level, index + 1) - ListOffsets.start(level, index);
                if (size == 0) {
                    break;
                }
                sizes.add(Math.toIntExact(size));
                index = ListOffsets.start(level, index);
                level = ListOffsets.elements(level);
            }
            if (!sizes.isEmpty() && !ListOffsets.isList(level)) {
                return sizes;
            }
        }
        return List.of();
    }

    private static String grouped(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
