package io.sparkpooling.storage.parquet;

import io.sparkpooling.tensor.ElementType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Copies elements from a tensor's carrier array into a page in Parquet's PLAIN encoding: little-endian, one after the other.
 * Where carrier and page have the same width that is one bulk copy; the narrower integers are widened to Parquet's INT32,
 * and booleans become bits.
 */
enum PlainEncoder {
    FLOATS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            littleEndian(page, base + index * 4).asFloatBuffer().put((float[]) carrier, from, count);
        }
    },
    DOUBLES(8) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            littleEndian(page, base + index * 8).asDoubleBuffer().put((double[]) carrier, from, count);
        }
    },
    HALVES(2) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            littleEndian(page, base + index * 2).asShortBuffer().put((short[]) carrier, from, count);
        }
    },
    INTS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            littleEndian(page, base + index * 4).asIntBuffer().put((int[]) carrier, from, count);
        }
    },
    LONGS(8) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            littleEndian(page, base + index * 8).asLongBuffer().put((long[]) carrier, from, count);
        }
    },
    SHORTS_AS_INTS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            short[] values = (short[]) carrier;
            for (int i = 0; i < count; i++) {
                INT.set(page, base + (index + i) * 4, (int) values[from + i]);
            }
        }
    },
    UNSIGNED_SHORTS_AS_INTS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            short[] values = (short[]) carrier;
            for (int i = 0; i < count; i++) {
                INT.set(page, base + (index + i) * 4, values[from + i] & 0xffff);
            }
        }
    },
    BYTES_AS_INTS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            byte[] values = (byte[]) carrier;
            for (int i = 0; i < count; i++) {
                INT.set(page, base + (index + i) * 4, (int) values[from + i]);
            }
        }
    },
    UNSIGNED_BYTES_AS_INTS(4) {
        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            byte[] values = (byte[]) carrier;
            for (int i = 0; i < count; i++) {
                INT.set(page, base + (index + i) * 4, values[from + i] & 0xff);
            }
        }
    },
    BITS(0) {
        @Override
        int bytes(int count) {
            return (count + 7) >>> 3;
        }

        @Override
        void copy(Object carrier, int from, int count, byte[] page, int base, int index) {
            byte[] values = (byte[]) carrier;
            for (int i = 0; i < count; i++) {
                int bit = index + i;
                int kept = (bit & 7) == 0 ? 0 : page[base + (bit >>> 3)];
                page[base + (bit >>> 3)] = (byte) (kept | (values[from + i] & 1) << (bit & 7));
            }
        }
    };

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int width;

    PlainEncoder(int width) {
        this.width = width;
    }

    /** How the elements of that type, in their carrier, become values of a Parquet column of that type. */
    static PlainEncoder of(ElementType elements, PrimitiveType column) {
        PlainEncoder values =
                switch (elements) {
                    case FLOAT16, BFLOAT16 -> HALVES;
                    case FLOAT32 -> FLOATS;
                    case FLOAT64 -> DOUBLES;
                    case INT8 -> BYTES_AS_INTS;
                    case INT16 -> SHORTS_AS_INTS;
                    case INT32, UINT32 -> INTS;
                    case INT64, UINT64 -> LONGS;
                    case UINT8 -> UNSIGNED_BYTES_AS_INTS;
                    case UINT16 -> UNSIGNED_SHORTS_AS_INTS;
                    case BOOL -> BITS;
                };
        if (values.width != widthOf(column)) {
            throw new IllegalArgumentException("column %s cannot hold elements of type %s".formatted(column, elements));
        }
        return values;
    }

    private static int widthOf(PrimitiveType column) {
        return switch (column.getPrimitiveTypeName()) {
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case FIXED_LEN_BYTE_ARRAY -> column.getTypeLength();
            case BOOLEAN -> 0;
            case BINARY, INT96 -> -1;
        };
    }

    /** The bytes of one value; 0 where several values share a byte. */
    int width() {
        return width;
    }

    /** The bytes of {@code count} values that begin a page. */
    int bytes(int count) {
        return Math.multiplyExact(count, width);
    }

    /**
     * Copies {@code carrier[from .. from + count]} into a page whose values begin at {@code page[base]} and of which {@code
     * index} values are there already.
     */
    abstract void copy(Object carrier, int from, int count, byte[] page, int base, int index);

    private static ByteBuffer littleEndian(byte[] page, int offset) {
        return ByteBuffer.wrap(page).position(offset).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
