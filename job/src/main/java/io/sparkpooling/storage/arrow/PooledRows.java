package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Numbers;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/** The pooled tensors of a column whose rows each say what they hold: every row is built from its {@link RowParts}. */
final class PooledRows implements PooledVector {
    private final RowForm form;
    private final FieldVector column;
    private int rows;

    PooledRows(Field field, RowForm form, BufferAllocator allocator) {
        this.form = form;
        this.column = field.createVector(allocator);
        column.setInitialCapacity(1);
        column.allocateNew();
    }

    @Override
    public long append(PooledTensors tensors, int row) {
        Optional<TensorView> tensor = tensors.tensor(row);
        if (tensor.isEmpty()) {
            setNull(column, rows++);
            return 0;
        }
        RowParts parts = form.write(tensor.get()).with(tensors.kept(row));
        if (column instanceof StructVector struct) {
            struct.setIndexDefined(rows);
            for (FieldVector field : struct.getChildrenFromFields()) {
                set(field, field.getName(), parts);
            }
        } else {
            set(column, RowParts.VALUE, parts);
        }
        rows++;
        return tensor.get().type().bytes();
    }

    private void set(FieldVector field, String name, RowParts parts) {
        if (!parts.has(name)) {
            setNull(field, rows);
        } else if (field instanceof BaseVariableWidthVector bytes) {
            bytes.setSafe(rows, parts.bytes(name));
        } else if (field instanceof BaseLargeVariableWidthVector bytes) {
            bytes.setSafe(rows, parts.bytes(name));
        } else if (field instanceof FixedSizeBinaryVector bytes) {
            bytes.setSafe(rows, parts.bytes(name));
        } else if (ListOffsets.isList(field)) {
            list(field, parts.numbers(name));
        } else {
            numbers(field, rows, parts.numbers(name));
        }
    }

    private void list(FieldVector list, Numbers numbers) {
        FieldVector elements = ListOffsets.elements(list);
        if (list instanceof ListVector lists) {
            numbers(elements, lists.startNewValue(rows), numbers);
            lists.endValue(rows, numbers.count());
        } else if (list instanceof LargeListVector lists) {
            numbers(elements, Math.toIntExact(lists.startNewValue(rows)), numbers);
            lists.endValue(rows, numbers.count());
        } else {
            numbers(elements, ((FixedSizeListVector) list).startNewValue(rows), numbers);
        }
    }

    private static void numbers(FieldVector vector, int first, Numbers numbers) {
        int end = Math.addExact(first, numbers.count());
        while (vector.getValueCapacity() < end) {
            vector.reAlloc();
        }
        int width = numbers.type() == ElementType.BOOL ? 1 : numbers.type().bytes() * Byte.SIZE;
        VectorNumbers.write(numbers.carrier(), numbers.offset(), numbers.count(), vector.getDataBuffer(), width, first);
        for (int index = first; index < end; index++) {
            BitVectorHelper.setBit(vector.getValidityBuffer(), index);
        }
    }

    private static void setNull(FieldVector vector, int index) {
        while (vector.getValueCapacity() <= index) {
            vector.reAlloc();
        }
        if (vector instanceof StructVector struct) {
            struct.getChildrenFromFields().forEach(field -> setNull(field, index));
            struct.setNull(index);
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            fixed.setNull(index);
        } else if (vector instanceof BaseVariableWidthVector bytes) {
            bytes.setNull(index);
        } else if (vector instanceof BaseLargeVariableWidthVector bytes) {
            bytes.setNull(index);
        } else if (vector instanceof ListVector lists) {
            lists.setNull(index);
        } else if (vector instanceof LargeListVector lists) {
            lists.setNull(index);
        } else {
            ((FixedSizeListVector) vector).setNull(index);
        }
    }

    @Override
    public FieldVector finish() {
        column.setValueCount(rows);
        return column;
    }

    @Override
    public void close() {
        column.close();
    }
}
