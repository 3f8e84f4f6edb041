package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.arrow.ArrowBatch;
import io.sparkpooling.storage.parquet.RecordsWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** The columns of one row of an Arrow batch, given to Parquet value by value. */
final class RecordValues implements RecordsWriter.Row {
    private static final long MILLIS_OF_DAY = 86_400_000;

    private final ArrowBatch batch;
    private final int row;

    RecordValues(ArrowBatch batch, int row) {
        this.batch = batch;
        this.row = row;
    }

    @Override
    public void write(String column, Type type, int index, RecordConsumer consumer) throws UnreadableFileException {
        try {
            field(batch.records().getVector(column), batch.place() + row, type, index, consumer);
        } catch (ArithmeticException | IllegalStateException invalid) {
            throw new UnreadableFileException(
                    "[%s, row %d, column %s] Cannot write values: %s"
                            .formatted(batch.file(), batch.firstRow() + row, column, invalid.getMessage()),
                    invalid);
        }
    }

    private void field(FieldVector vector, int at, Type type, int index, RecordConsumer consumer) {
        if (isNull(vector, at)) {
            if (type.isRepetition(Repetition.REQUIRED)) {
                throw new IllegalStateException("%s is null, which its type does not allow".formatted(type.getName()));
            }
            return;
        }
        consumer.startField(type.getName(), index);
        value(vector, at, type, consumer);
        consumer.endField(type.getName(), index);
    }

    private boolean isNull(FieldVector vector, int at) {
        if (vector.isNull(at) || vector.getField().getType() instanceof ArrowType.Null) {
            return true;
        }
        return vector.getField().getDictionary() != null
                && isNull(dictionary(vector), Math.toIntExact(((BaseIntVector) vector).getValueAsLong(at)));
    }

    private FieldVector dictionary(FieldVector indices) {
        return batch.dictionary(indices.getField().getDictionary().getId());
    }

    private void value(FieldVector vector, int at, Type type, RecordConsumer consumer) {
        if (vector.getField().getDictionary() != null) {
            value(dictionary(vector), Math.toIntExact(((BaseIntVector) vector).getValueAsLong(at)), type, consumer);
        } else if (type.isPrimitive()) {
            primitive(vector, at, consumer);
        } else if (vector instanceof LargeListVector large) {
            ArrowBuf offsets = large.getOffsetBuffer();
            long begin = offsets.getLong((long) at * LargeListVector.OFFSET_WIDTH);
            long end = offsets.getLong((at + 1L) * LargeListVector.OFFSET_WIDTH);
            list(vector, Math.toIntExact(begin), Math.toIntExact(end), type.asGroupType(), consumer);
        } else if (vector instanceof LargeListViewVector views) {
            // arrow-java's own start and end of them read integers of half the width
            long begin = views.getOffsetBuffer().getLong((long) at * Long.BYTES);
            long size = views.getSizeBuffer().getLong((long) at * Long.BYTES);
            list(vector, Math.toIntExact(begin), Math.toIntExact(begin + size), type.asGroupType(), consumer);
        } else if (vector instanceof BaseListVector lists) {
            list(vector, lists.getElementStartIndex(at), lists.getElementEndIndex(at), type.asGroupType(), consumer);
        } else {
            members(vector.getChildrenFromFields(), at, type.asGroupType(), consumer);
        }
    }

    private void members(List<FieldVector> members, int at, GroupType struct, RecordConsumer consumer) {
        consumer.startGroup();
        for (int index = 0; index < members.size(); index++) {
            field(members.get(index), at, struct.getType(index), index, consumer);
        }
        consumer.endGroup();
    }

    private void list(FieldVector lists, int begin, int end, GroupType list, RecordConsumer consumer) {
        FieldVector elements = lists.getChildrenFromFields().get(0);
        GroupType repeated = list.getType(0).asGroupType();
        consumer.startGroup();
        if (begin < end) {
            consumer.startField(repeated.getName(), 0);
            for (int index = begin; index < end; index++) {
                if (lists instanceof MapVector) {
                    members(elements.getChildrenFromFields(), index, repeated, consumer);
                } else {
                    members(List.of(elements), index, repeated, consumer);
                }
            }
            consumer.endField(repeated.getName(), 0);
        }
        consumer.endGroup();
    }

    private static void primitive(FieldVector vector, int at, RecordConsumer consumer) {
        ArrowType type = vector.getField().getType();
        if (vector instanceof BitVector bits) {
            consumer.addBoolean(BitVectorHelper.get(bits.getDataBuffer(), at) != 0);
        } else if (type instanceof ArrowType.Decimal decimal) {
            consumer.addBinary(
                    decimal((BigDecimal) vector.getObject(at), ParquetTypes.decimalBytes(decimal.getPrecision())));
        } else if (type instanceof ArrowType.FixedSizeBinary) {
            consumer.addBinary(bytes(vector, at));
        } else if (type instanceof ArrowType.FloatingPoint floating) {
            switch (floating.getPrecision()) {
                case HALF -> consumer.addBinary(bytes(vector, at));
                case SINGLE -> consumer.addFloat(Float.intBitsToFloat((int) raw(vector, at)));
                case DOUBLE -> consumer.addDouble(Double.longBitsToDouble(raw(vector, at)));
            }
        } else if (vector instanceof BaseFixedWidthVector) {
            integer(type, raw(vector, at), consumer);
        } else {
            consumer.addBinary(Binary.fromConstantByteArray(text(vector, at)));
        }
    }

    private static void integer(ArrowType type, long value, RecordConsumer consumer) {
        if (type instanceof ArrowType.Int integer && integer.getBitWidth() < Long.SIZE) {
            consumer.addInteger((int) value);
        } else if (type instanceof ArrowType.Date date) {
            consumer.addInteger(date.getUnit() == DateUnit.DAY ? (int) value : days(value));
        } else if (type instanceof ArrowType.Time time && time.getUnit() == TimeUnit.SECOND) {
            consumer.addInteger(Math.toIntExact(Math.multiplyExact(value, 1000L)));
        } else if (type instanceof ArrowType.Time time && time.getUnit() == TimeUnit.MILLISECOND) {
            consumer.addInteger((int) value);
        } else if (type instanceof ArrowType.Timestamp timestamp && timestamp.getUnit() == TimeUnit.SECOND) {
            consumer.addLong(Math.multiplyExact(value, 1000L));
        } else {
            consumer.addLong(value);
        }
    }

    private static int days(long millis) {
        if (millis % MILLIS_OF_DAY != 0) {
            throw new IllegalStateException("a date of %d milliseconds is no whole day".formatted(millis));
        }
        return Math.toIntExact(millis / MILLIS_OF_DAY);
    }

    /** A number as its bits lie in the vector: of fewer than 64, sign-extended or not as its type is. */
    private static long raw(FieldVector vector, int at) {
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        ArrowBuf data = vector.getDataBuffer();
        boolean signed = !(vector.getField().getType() instanceof ArrowType.Int integer) || integer.getIsSigned();
        return switch (width) {
            case Byte.BYTES -> signed ? data.getByte(at) : data.getByte(at) & 0xFF;
            case Short.BYTES -> signed ? data.getShort(2L * at) : data.getShort(2L * at) & 0xFFFF;
            case Integer.BYTES -> data.getInt(4L * at);
            default -> data.getLong(8L * at);
        };
    }

    private static Binary bytes(FieldVector vector, int at) {
        byte[] bytes = new byte[((BaseFixedWidthVector) vector).getTypeWidth()];
        vector.getDataBuffer().getBytes((long) at * bytes.length, bytes);
        return Binary.fromConstantByteArray(bytes);
    }

    private static Binary decimal(BigDecimal value, int length) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        if (unscaled.length > length) {
            throw new IllegalStateException("the decimal %s has more digits than its type".formatted(value));
        }
        byte[] fixed = new byte[length];
        Arrays.fill(fixed, 0, length - unscaled.length, (byte) (unscaled[0] < 0 ? -1 : 0));
        System.arraycopy(unscaled, 0, fixed, length - unscaled.length, unscaled.length);
        return Binary.fromConstantByteArray(fixed);
    }

    private static byte[] text(FieldVector vector, int at) {
        if (vector instanceof VarCharVector texts) {
            return texts.get(at);
        }
        if (vector instanceof LargeVarCharVector texts) {
            return texts.get(at);
        }
        if (vector instanceof VarBinaryVector texts) {
            return texts.get(at);
        }
        if (vector instanceof LargeVarBinaryVector texts) {
            return texts.get(at);
        }
        return vector instanceof ViewVarCharVector texts ? texts.get(at) : ((ViewVarBinaryVector) vector).get(at);
    }
}
