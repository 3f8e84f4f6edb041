package io.sparkpooling.storage.crossing;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The Parquet column of an Arrow field, as Arrow's own writer has it, and the field that {@code ARROW:schema} states of it. What
 * Parquet has no unit or form for is stored in the next that holds all values: seconds as milliseconds, dictionaries and views as
 * their values.
 */
final class ParquetTypes {
    private static final String ELEMENT = "element";

    private ParquetTypes() {}

    /**
     * The column of a field that was {@linkplain #stored made storable}.
     *
     * @throws InvalidArgumentException if Parquet has no such type
     */
    static Type of(Field column) {
        try {
            return type(column, column.getName(), column.isNullable());
        } catch (UnsupportedOperationException noType) {
            throw new InvalidArgumentException(
                    "Cannot write column %s as Parquet: there is no Parquet type for Arrow's %s (leave the column out, or --format arrow)"
                            .formatted(column.getName(), noType.getMessage()));
        }
    }

    /** The field as it is stored: without dictionaries and views, in units that Parquet has. */
    static Field stored(Field field) {
        List<Field> children = new ArrayList<>();
        for (Field child : field.getChildren()) {
            children.add(stored(child));
        }
        Map<String, String> metadata = field.getMetadata();
        return new Field(
                field.getName(), new FieldType(field.isNullable(), stored(field.getType()), null, metadata), children);
    }

    private static ArrowType stored(ArrowType type) {
        if (type instanceof ArrowType.Utf8View) {
            return ArrowType.Utf8.INSTANCE;
        }
        if (type instanceof ArrowType.BinaryView) {
            return ArrowType.Binary.INSTANCE;
        }
        if (type instanceof ArrowType.ListView) {
            return ArrowType.List.INSTANCE;
        }
        if (type instanceof ArrowType.LargeListView) {
            return ArrowType.LargeList.INSTANCE;
        }
        if (type instanceof ArrowType.Date) {
            return new ArrowType.Date(DateUnit.DAY);
        }
        if (type instanceof ArrowType.Time time && time.getUnit() == TimeUnit.SECOND) {
            return new ArrowType.Time(TimeUnit.MILLISECOND, 32);
        }
        return type instanceof ArrowType.Timestamp timestamp && timestamp.getUnit() == TimeUnit.SECOND
                ? new ArrowType.Timestamp(TimeUnit.MILLISECOND, timestamp.getTimezone())
                : type;
    }

    private static Type type(Field field, String name, boolean nullable) {
        Repetition repetition = nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
        ArrowType type = field.getType();
        List<Field> children = field.getChildren();
        if (type instanceof ArrowType.List
                || type instanceof ArrowType.LargeList
                || type instanceof ArrowType.FixedSizeList) {
            Type element = type(children.get(0), ELEMENT, children.get(0).isNullable());
            return ConversionPatterns.listOfElements(repetition, name, element);
        }
        if (type instanceof ArrowType.Map) {
            List<Field> entry = children.get(0).getChildren();
            return Types.map(repetition)
                    .key(type(entry.get(0), "key", false))
                    .value(type(entry.get(1), "value", entry.get(1).isNullable()))
                    .named(name);
        }
        if (type instanceof ArrowType.Struct && !children.isEmpty()) {
            return Types.buildGroup(repetition)
                    .addFields(children.stream()
                            .map(child -> type(child, child.getName(), child.isNullable()))
                            .toArray(Type[]::new))
                    .named(name);
        }
        return primitive(field, repetition).named(name);
    }

    private static Types.PrimitiveBuilder<PrimitiveType> primitive(Field field, Repetition repetition) {
        ArrowType type = field.getType();
        String extension = field.getMetadata().getOrDefault(ArrowTypes.EXTENSION, "");
        if (type instanceof ArrowType.Utf8 || type instanceof ArrowType.LargeUtf8) {
            return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                    .as(
                            extension.equals("arrow.json")
                                    ? LogicalTypeAnnotation.jsonType()
                                    : LogicalTypeAnnotation.stringType());
        }
        if (type instanceof ArrowType.FixedSizeBinary fixed) {
            var bytes = Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                    .length(fixed.getByteWidth());
            return extension.equals("arrow.uuid") ? bytes.as(LogicalTypeAnnotation.uuidType()) : bytes;
        }
        if (type instanceof ArrowType.Decimal decimal) {
            return decimal(decimal, repetition);
        }
        if (type instanceof ArrowType.Null) {
            return Types.primitive(PrimitiveTypeName.INT32, Repetition.OPTIONAL)
                    .as(LogicalTypeAnnotation.unknownType());
        }
        return number(type, repetition)
                .or(() -> time(type, repetition))
                .orElseThrow(
                        () -> new UnsupportedOperationException(type.toString().toLowerCase(Locale.ROOT)));
    }

    private static Optional<Types.PrimitiveBuilder<PrimitiveType>> number(ArrowType type, Repetition repetition) {
        if (type instanceof ArrowType.Bool) {
            return Optional.of(Types.primitive(PrimitiveTypeName.BOOLEAN, repetition));
        }
        if (type instanceof ArrowType.Binary || type instanceof ArrowType.LargeBinary) {
            return Optional.of(Types.primitive(PrimitiveTypeName.BINARY, repetition));
        }
        if (type instanceof ArrowType.Int integer) {
            boolean isLong = integer.getBitWidth() == 64;
            var stored = Types.primitive(isLong ? PrimitiveTypeName.INT64 : PrimitiveTypeName.INT32, repetition);
            boolean plain = integer.getIsSigned() && integer.getBitWidth() >= 32;
            return Optional.of(
                    plain
                            ? stored
                            : stored.as(LogicalTypeAnnotation.intType(integer.getBitWidth(), integer.getIsSigned())));
        }
        if (type instanceof ArrowType.FloatingPoint floating) {
            return Optional.of(
                    switch (floating.getPrecision()) {
                        case HALF ->
                            Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                                    .length(Short.BYTES)
                                    .as(LogicalTypeAnnotation.float16Type());
                        case SINGLE -> Types.primitive(PrimitiveTypeName.FLOAT, repetition);
                        case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition);
                    });
        }
        return Optional.empty();
    }

    private static Optional<Types.PrimitiveBuilder<PrimitiveType>> time(ArrowType type, Repetition repetition) {
        if (type instanceof ArrowType.Date) {
            return Optional.of(
                    Types.primitive(PrimitiveTypeName.INT32, repetition).as(LogicalTypeAnnotation.dateType()));
        }
        if (type instanceof ArrowType.Duration) {
            return Optional.of(Types.primitive(PrimitiveTypeName.INT64, repetition));
        }
        if (type instanceof ArrowType.Time time) {
            boolean millis = time.getUnit() == TimeUnit.MILLISECOND;
            return Optional.of(Types.primitive(millis ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64, repetition)
                    .as(LogicalTypeAnnotation.timeType(false, unit(time.getUnit()))));
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            boolean zoned =
                    timestamp.getTimezone() != null && !timestamp.getTimezone().isEmpty();
            return Optional.of(Types.primitive(PrimitiveTypeName.INT64, repetition)
                    .as(LogicalTypeAnnotation.timestampType(zoned, unit(timestamp.getUnit()))));
        }
        return Optional.empty();
    }

    private static LogicalTypeAnnotation.TimeUnit unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND, MILLISECOND -> LogicalTypeAnnotation.TimeUnit.MILLIS;
            case MICROSECOND -> LogicalTypeAnnotation.TimeUnit.MICROS;
            case NANOSECOND -> LogicalTypeAnnotation.TimeUnit.NANOS;
        };
    }

    private static Types.PrimitiveBuilder<PrimitiveType> decimal(ArrowType.Decimal decimal, Repetition repetition) {
        if (decimal.getScale() < 0 || decimal.getScale() > decimal.getPrecision()) {
            throw new UnsupportedOperationException(
                    "decimal of precision %d and scale %d".formatted(decimal.getPrecision(), decimal.getScale()));
        }
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                .length(decimalBytes(decimal.getPrecision()))
                .as(LogicalTypeAnnotation.decimalType(decimal.getScale(), decimal.getPrecision()));
    }

    /** The fewest bytes that hold every unscaled value of that many digits. */
    static int decimalBytes(int precision) {
        return java.math.BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }
}
