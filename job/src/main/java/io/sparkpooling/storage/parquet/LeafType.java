package io.sparkpooling.storage.parquet;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType;

/**
 * How the numbers of a leaf column become those of a carrier array. Whatever its encoding, a value first is plain: its
 * little-endian bytes, {@link #plainBytes} of them ({@code bool}: one, 0 or 1). Only here do plain bytes meet carriers.
 */
enum LeafType {
    FLOAT(4, (plain, count, target, offset) -> plain.asFloatBuffer().get((float[]) target, offset, count)),
    DOUBLE(8, (plain, count, target, offset) -> plain.asDoubleBuffer().get((double[]) target, offset, count)),
    TWO_BYTES(2, (plain, count, target, offset) -> plain.asShortBuffer().get((short[]) target, offset, count)),
    INT(4, (plain, count, target, offset) -> plain.asIntBuffer().get((int[]) target, offset, count)),
    LONG(8, (plain, count, target, offset) -> plain.asLongBuffer().get((long[]) target, offset, count)),
    INT_AS_INT8(4, (plain, count, target, offset) -> narrow(plain, count, (byte[]) target, offset, Byte.MIN_VALUE)),
    INT_AS_UINT8(4, (plain, count, target, offset) -> narrow(plain, count, (byte[]) target, offset, 0)),
    INT_AS_INT16(4, (plain, count, target, offset) -> narrow(plain, count, (short[]) target, offset, Short.MIN_VALUE)),
    INT_AS_UINT16(4, (plain, count, target, offset) -> narrow(plain, count, (short[]) target, offset, 0)),
    BOOLEAN(1, (plain, count, target, offset) -> plain.get((byte[]) target, offset, count));

    private final int plainBytes;
    private final Copy copy;

    private interface Copy {
        void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException;
    }

    LeafType(int plainBytes, Copy copy) {
        this.plainBytes = plainBytes;
        this.copy = copy;
    }

    /** How values of {@code type} lie in {@code leaf}. */
    static LeafType of(ColumnDescriptor leaf, ElementType type) {
        PrimitiveType primitive = leaf.getPrimitiveType();
        return switch (primitive.getPrimitiveTypeName()) {
            case FLOAT -> require(FLOAT, type == ElementType.FLOAT32, leaf, type);
            case DOUBLE -> require(DOUBLE, type == ElementType.FLOAT64, leaf, type);
            case INT64 -> require(LONG, type == ElementType.INT64 || type == ElementType.UINT64, leaf, type);
            case BOOLEAN -> require(BOOLEAN, type == ElementType.BOOL, leaf, type);
            case FIXED_LEN_BYTE_ARRAY ->
                require(TWO_BYTES, primitive.getTypeLength() == 2 && type.bytes() == 2, leaf, type);
            case INT32 -> ofInt(leaf, type);
            case BINARY, INT96 -> throw mismatch(leaf, type);
        };
    }

    private static LeafType ofInt(ColumnDescriptor leaf, ElementType type) {
        return switch (type) {
            case INT32, UINT32 -> INT;
            case INT8 -> INT_AS_INT8;
            case UINT8 -> INT_AS_UINT8;
            case INT16 -> INT_AS_INT16;
            case UINT16 -> INT_AS_UINT16;
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, INT64, UINT64, BOOL -> throw mismatch(leaf, type);
        };
    }

    private static LeafType require(LeafType found, boolean fits, ColumnDescriptor leaf, ElementType type) {
        if (!fits) {
            throw mismatch(leaf, type);
        }
        return found;
    }

    private static InvalidArgumentException mismatch(ColumnDescriptor leaf, ElementType type) {
        return new InvalidArgumentException("Invalid element type: %s for column %s (it holds %s)"
                .formatted(type, String.join(".", leaf.getPath()), leaf.getPrimitiveType()));
    }

    /** The bytes of a plain value. */
    int plainBytes() {
        return plainBytes;
    }

    /** Copies {@code count} plain values from the buffer's begin into the carrier array {@code target} at {@code offset}. */
    void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException {
        copy.copy(plain, count, target, offset);
    }

    private static void narrow(ByteBuffer plain, int count, byte[] target, int offset, int least)
            throws DamagedPageException {
        int above = 0;
        for (int index = 0; index < count; index++) {
            int value = plain.getInt(index * Integer.BYTES);
            above |= value - least;
            target[offset + index] = (byte) value;
        }
        requireNarrow(above, Byte.SIZE);
    }

    private static void narrow(ByteBuffer plain, int count, short[] target, int offset, int least)
            throws DamagedPageException {
        int above = 0;
        for (int index = 0; index < count; index++) {
            int value = plain.getInt(index * Integer.BYTES);
            above |= value - least;
            target[offset + index] = (short) value;
        }
        requireNarrow(above, Short.SIZE);
    }

    /** Values of {@code bits} bits are less than 2^bits above the least of them. */
    private static void requireNarrow(int above, int bits) throws DamagedPageException {
        if (above >>> bits != 0) {
            throw new DamagedPageException("it holds an integer that does not fit into %d bits".formatted(bits));
        }
    }
}
