package io.sparkpooling.storage.parquet;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType;

/**
 * How the numbers of a leaf column become those of a carrier array. Whatever its encoding, a value first is plain: its
 * little-endian bytes, {@link #plainBytes} of them ({@code bool}: one, 0 or 1). Only here do plain bytes meet carriers.
 */
enum LeafType {
    FLOAT(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.asFloatBuffer().get((float[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(Float.floatToRawIntBits(values.readFloat()));
        }
    },
    DOUBLE(8) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.asDoubleBuffer().get((double[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putLong(Double.doubleToRawLongBits(values.readDouble()));
        }
    },
    TWO_BYTES(2) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.asShortBuffer().get((short[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.put(values.readBytes().getBytesUnsafe(), 0, Short.BYTES);
        }
    },
    INT(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.asIntBuffer().get((int[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(values.readInteger());
        }
    },
    LONG(8) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.asLongBuffer().get((long[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putLong(values.readLong());
        }
    },
    INT_AS_INT8(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException {
            narrowToBytes(plain, count, (byte[]) target, offset, Byte.MIN_VALUE);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(values.readInteger());
        }
    },
    INT_AS_UINT8(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException {
            narrowToBytes(plain, count, (byte[]) target, offset, 0);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(values.readInteger());
        }
    },
    INT_AS_INT16(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException {
            narrowToShorts(plain, count, (short[]) target, offset, Short.MIN_VALUE);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(values.readInteger());
        }
    },
    INT_AS_UINT16(4) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException {
            narrowToShorts(plain, count, (short[]) target, offset, 0);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.putInt(values.readInteger());
        }
    },
    BOOLEAN(1) {
        @Override
        void copy(ByteBuffer plain, int count, Object target, int offset) {
            plain.get((byte[]) target, offset, count);
        }

        @Override
        void readPlain(ValuesReader values, ByteBuffer plain) {
            plain.put((byte) (values.readBoolean() ? 1 : 0));
        }
    };

    private final int plainBytes;

    LeafType(int plainBytes) {
        this.plainBytes = plainBytes;
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
    abstract void copy(ByteBuffer plain, int count, Object target, int offset) throws DamagedPageException;

    /** Appends the reader's next value to {@code plain}. */
    abstract void readPlain(ValuesReader values, ByteBuffer plain);

    private static void narrowToBytes(ByteBuffer plain, int count, byte[] target, int offset, int least)
            throws DamagedPageException {
        int above = 0;
        for (int index = 0; index < count; index++) {
            int value = plain.getInt(index * Integer.BYTES);
            above |= value - least;
            target[offset + index] = (byte) value;
        }
        requireNarrow(above, 8);
    }

    private static void narrowToShorts(ByteBuffer plain, int count, short[] target, int offset, int least)
            throws DamagedPageException {
        int above = 0;
        for (int index = 0; index < count; index++) {
            int value = plain.getInt(index * Integer.BYTES);
            above |= value - least;
            target[offset + index] = (short) value;
        }
        requireNarrow(above, 16);
    }

    /** Values of {@code bits} bits differ from the least of them by less than 2^bits. */
    private static void requireNarrow(int above, int bits) throws DamagedPageException {
        if (above >>> bits != 0) {
            throw new DamagedPageException("it holds an integer that does not fit into %d bits".formatted(bits));
        }
    }
}
