package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorType;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The pooled tensors of one column of one record batch, row after row: first the numbers side by side, at the end the lists
 * around them. A null row has zeros in lists of fixed size, and nothing in others.
 */
final class PooledLists implements PooledVector {
    private final TensorType type;
    private final List<Integer> sizes;
    private final BufferAllocator allocator;
    private final FieldVector column;
    private ArrowBuf numbers;
    private final BitSet nulls = new BitSet();
    private int rows;
    private int filled;

    /**
     * @param sizes of the lists in each row, outermost first
     * @param rows how many to expect
     */
    PooledLists(Field field, TensorType type, List<Integer> sizes, int rows, BufferAllocator allocator) {
        this.type = type;
        this.sizes = sizes;
        this.allocator = allocator;
        this.column = field.createVector(allocator);
        long bytes = storedBytes(Math.multiplyExact(rows, type.shape().elementCount()));
        this.numbers = allocator.buffer(bytes);
        numbers.setZero(0, numbers.capacity());
    }

    private long storedBytes(int elements) {
        return type.elementType() == ElementType.BOOL
                ? (elements + 7L) / 8
                : (long) elements * type.elementType().bytes();
    }

    @Override
    public long append(PooledTensors tensors, int row) {
        if (tensors.isNull(row)) {
            appendNull();
            return 0;
        }
        append(((PooledValues) tensors).values(), row);
        return type.bytes();
    }

    /** Appends row {@code row} of a carrier array. */
    private void append(Object values, int row) {
        int elements = type.shape().elementCount();
        reserve(elements);
        int width =
                type.elementType() == ElementType.BOOL ? 1 : type.elementType().bytes() * Byte.SIZE;
        VectorNumbers.write(values, row * elements, elements, numbers, width, filled);
        rows++;
        filled += elements;
    }

    private void appendNull() {
        nulls.set(rows++);
        if (column.getField().getType() instanceof FixedSizeList) {
            reserve(type.shape().elementCount());
            filled += type.shape().elementCount();
        }
    }

    /** Room for more elements, in memory that holds zeros. */
    private void reserve(int elements) {
        long needed = storedBytes(Math.addExact(filled, elements));
        if (needed > numbers.capacity()) {
            ArrowBuf larger = allocator.buffer(Math.max(needed, 2 * numbers.capacity()));
            long before = storedBytes(filled);
            larger.setBytes(0, numbers, 0, before);
            larger.setZero(before, larger.capacity() - before);
            numbers.close();
            numbers = larger;
        }
    }

    @Override
    public FieldVector finish() {
        FieldVector level = column;
        BitSet absent = nulls;
        int lists = rows;
        for (int size : sizes) {
            boolean fixed = level instanceof FixedSizeListVector;
            try (ArrowBuf validity = ValidityBits.of(lists, absent, allocator);
                    ArrowBuf offsets = offsets(level, lists, absent, size)) {
                level.loadFieldBuffers(
                        new ArrowFieldNode(lists, absent.cardinality()),
                        fixed ? List.of(validity) : List.of(validity, offsets));
            }
            lists = (fixed ? lists : lists - absent.cardinality()) * size;
            level = level.getChildrenFromFields().get(0);
            absent = new BitSet();
        }
        try (ArrowBuf validity = ValidityBits.of(lists, absent, allocator)) {
            level.loadFieldBuffers(
                    new ArrowFieldNode(lists, 0), List.of(validity, numbers.writerIndex(storedBytes(lists))));
        }
        return column;
    }

    private ArrowBuf offsets(FieldVector level, int lists, BitSet absent, int size) {
        int width = level instanceof LargeListVector ? Long.BYTES : Integer.BYTES;
        long bytes = (lists + 1L) * width;
        ArrowBuf offsets = allocator.buffer(bytes);
        long end = 0;
        for (int list = 0; list <= lists; list++) {
            if (width == Long.BYTES) {
                offsets.setLong((long) list * width, end);
            } else {
                offsets.setInt((long) list * width, Math.toIntExact(end));
            }
            end += absent.get(list) ? 0 : size;
        }
        return offsets.writerIndex(bytes);
    }

    @Override
    public void close() {
        column.close();
        numbers.close();
    }
}
