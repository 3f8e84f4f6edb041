package io.sparkpooling.storage.crossing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Numbers, texts and bytes. A value goes into its place bit by bit as it is stored; no value is rounded. */
final class LeafNode extends VectorNode {
    private static final int INT96_BYTES = 12;
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;

    private final FieldVector vector;
    private final Size size;
    private final PrimitiveConverter converter = new PrimitiveConverter() {
        @Override
        public void addBinary(Binary value) {
            put(value);
        }

        @Override
        public void addBoolean(boolean value) {
            int place = reserve();
            BitVectorHelper.setValidityBit(vector.getDataBuffer(), place, value ? 1 : 0);
            size.add(1);
        }

        @Override
        public void addDouble(double value) {
            put(Double.doubleToRawLongBits(value));
        }

        @Override
        public void addFloat(float value) {
            put(Float.floatToRawIntBits(value));
        }

        @Override
        public void addInt(int value) {
            put(value);
        }

        @Override
        public void addLong(long value) {
            put(value);
        }
    };

    /** The bytes that all nodes of a writer have taken. */
    static final class Size {
        private long bytes;

        void add(long more) {
            bytes += more;
        }

        long bytes() {
            return bytes;
        }

        void restart() {
            bytes = 0;
        }
    }

    LeafNode(FieldVector vector, Size size) {
        this.vector = vector;
        this.size = size;
    }

    @Override
    Converter converter() {
        return converter;
    }

    @Override
    FieldVector vector() {
        return vector;
    }

    private int reserve() {
        int place = next();
        grow(place);
        BitVectorHelper.setBit(vector.getValidityBuffer(), place);
        return place;
    }

    private void grow(int place) {
        while (vector.getValueCapacity() <= place) {
            vector.reAlloc();
        }
    }

    private void put(long bits) {
        if (vector instanceof DecimalVector || vector instanceof Decimal256Vector) {
            put(Binary.fromConstantByteArray(BigInteger.valueOf(bits).toByteArray()));
            return;
        }
        if (vector instanceof NullVector) {
            throw new IllegalStateException(
                    "%s holds %d, where its type allows nulls alone".formatted(vector.getName(), bits));
        }
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        requireFits(bits, width);
        int place = reserve();
        ArrowBuf data = vector.getDataBuffer();
        switch (width) {
            case Byte.BYTES -> data.setByte(place, (byte) bits);
            case Short.BYTES -> data.setShort((long) place * width, (short) bits);
            case Integer.BYTES -> data.setInt((long) place * width, (int) bits);
            default -> data.setLong((long) place * width, bits);
        }
        size.add(width);
    }

    /** Of 8 and 16 bits, which Parquet stores in 32. */
    private void requireFits(long bits, int width) {
        if (width <= Short.BYTES && vector.getField().getType() instanceof ArrowType.Int integer) {
            int range = 1 << width * Byte.SIZE;
            long least = integer.getIsSigned() ? -range / 2 : 0;
            if (bits < least || bits >= least + range) {
                throw new IllegalStateException("%s holds %d, which its type of %d bits cannot"
                        .formatted(vector.getName(), bits, integer.getBitWidth()));
            }
        }
    }

    private void put(Binary value) {
        byte[] bytes = value.getBytes();
        if (vector instanceof BaseVariableWidthVector texts) {
            texts.setSafe(next(), bytes);
        } else if (vector instanceof BaseLargeVariableWidthVector texts) {
            texts.setSafe(next(), bytes);
        } else if (vector instanceof DecimalVector decimals) {
            decimals.setBigEndian(reserve(), minimal(bytes));
        } else if (vector instanceof Decimal256Vector decimals) {
            decimals.setBigEndian(reserve(), minimal(bytes));
        } else if (vector instanceof TimeStampNanoVector && bytes.length == INT96_BYTES) {
            put(nanos(bytes));
            return;
        } else {
            BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
            if (bytes.length != fixed.getTypeWidth()) {
                throw new IllegalStateException("%s holds %d bytes (%d expected)"
                        .formatted(vector.getName(), bytes.length, fixed.getTypeWidth()));
            }
            vector.getDataBuffer();
            int place = reserve();
            vector.getDataBuffer().setBytes((long) place * bytes.length, bytes);
        }
        size.add(bytes.length + Integer.BYTES);
    }

    /** Without the bytes that only repeat the sign. */
    private static byte[] minimal(byte[] bytes) {
        return new BigInteger(bytes).toByteArray();
    }

    private long nanos(byte[] int96) {
        ByteBuffer buffer = ByteBuffer.wrap(int96).order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = buffer.getLong();
        long day = buffer.getInt() - JULIAN_DAY_OF_EPOCH;
        try {
            return Math.addExact(Math.multiplyExact(day, NANOS_OF_DAY), nanosOfDay);
        } catch (ArithmeticException beyond) {
            throw new IllegalStateException(
                    "%s holds an INT96 of day %d after 1970, beyond what nanoseconds in 64 bits reach"
                            .formatted(vector.getName(), day));
        }
    }

    @Override
    void putNull(int place) {
        if (vector instanceof BaseVariableWidthVector texts) {
            texts.setNull(place);
        } else if (vector instanceof BaseLargeVariableWidthVector texts) {
            texts.setNull(place);
        } else if (vector instanceof BitVector || vector instanceof BaseFixedWidthVector) {
            grow(place);
            BitVectorHelper.unsetBit(vector.getValidityBuffer(), place);
        }
        size.add(Integer.BYTES);
    }
}
