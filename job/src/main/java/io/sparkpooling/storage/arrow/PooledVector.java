package io.sparkpooling.storage.arrow;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorType;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
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
final class PooledVector implements AutoCloseable {
    private final TensorType type;
    private final List<Integer> sizes;
    private final BufferAllocator allocator;
    private final FieldVector column;
    private final ArrowBuf numbers;
    private final BitSet nulls = new BitSet();
    private int rows;
    private int filled;

    /**
     * @param sizes of the lists in each row, outermost first
     * @param rows the most that will come
     */
    PooledVector(Field field, TensorType type, List<Integer> sizes, int rows, BufferAllocator allocator) {
        this.type = type;
        this.sizes = sizes;
        this.allocator = allocator;
        this.column = field.createVector(allocator);
        long bytes = storedBytes(Math.multiplyExact(rows, type.shape().elementCount()));
        this.numbers = allocator.buffer(bytes);
        numbers.setZero(0, bytes);
    }

    private long storedBytes(int elements) {
        return type.elementType() == ElementType.BOOL
                ? (elements + 7L) / 8
                : (long) elements * type.elementType().bytes();
    }

    /** Appends row {@code row} of a carrier array. */
    void append(Object values, int row) {
        int elements = type.shape().elementCount();
        write(values, row * elements, elements);
        rows++;
        filled += elements;
    }

    void appendNull() {
        nulls.set(rows++);
        filled += column.getField().getType() instanceof FixedSizeList
                ? type.shape().elementCount()
                : 0;
    }

    private void write(Object values, int offset, int count) {
        if (type.elementType() == ElementType.BOOL) {
            for (int index = 0; index < count; index++) {
                BitVectorHelper.setValidityBit(numbers, filled + index, Array.getByte(values, offset + index));
            }
            return;
        }
        ByteBuffer bytes =
                numbers.nioBuffer(storedBytes(filled), (int) storedBytes(count)).order(ByteOrder.LITTLE_ENDIAN);
        if (values instanceof float[] floats) {
            bytes.asFloatBuffer().put(floats, offset, count);
        } else if (values instanceof double[] doubles) {
            bytes.asDoubleBuffer().put(doubles, offset, count);
        } else if (values instanceof short[] shorts) {
            bytes.asShortBuffer().put(shorts, offset, count);
        } else if (values instanceof int[] ints) {
            bytes.asIntBuffer().put(ints, offset, count);
        } else if (values instanceof long[] longs) {
            bytes.asLongBuffer().put(longs, offset, count);
        } else {
            bytes.put((byte[]) values, offset, count);
        }
    }

    /** The whole column; it belongs to this object. */
    FieldVector finish() {
        FieldVector level = column;
        BitSet absent = nulls;
        int lists = rows;
        for (int size : sizes) {
            boolean fixed = level instanceof FixedSizeListVector;
            try (ArrowBuf validity = validity(lists, absent);
                    ArrowBuf offsets = offsets(level, lists, absent, size)) {
                level.loadFieldBuffers(
                        new ArrowFieldNode(lists, absent.cardinality()),
                        fixed ? List.of(validity) : List.of(validity, offsets));
            }
            lists = (fixed ? lists : lists - absent.cardinality()) * size;
            level = level.getChildrenFromFields().get(0);
            absent = new BitSet();
        }
        try (ArrowBuf validity = validity(lists, absent)) {
            level.loadFieldBuffers(
                    new ArrowFieldNode(lists, 0), List.of(validity, numbers.writerIndex(storedBytes(lists))));
        }
        return column;
    }

    private ArrowBuf validity(int count, BitSet absent) {
        long bytes = (count + 7L) / 8;
        ArrowBuf validity = allocator.buffer(bytes);
        validity.setZero(0, bytes);
        for (int index = 0; index < count; index++) {
            BitVectorHelper.setValidityBit(validity, index, absent.get(index) ? 0 : 1);
        }
        return validity.writerIndex(bytes);
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
