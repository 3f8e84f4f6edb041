package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.parquet.ParquetStructure;
import io.sparkpooling.storage.parquet.ParquetTypeText;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The Arrow field of a Parquet column: the type that {@code ARROW:schema} states where the values are stored as that type is,
 * else the one that Parquet's annotation means, as Arrow's own reader has it.
 */
final class ArrowTypes {
    static final String EXTENSION = ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME;

    private static final int LARGEST_PRECISION = 76;
    private static final int LARGEST_PRECISION_OF_128_BITS = 38;

    private ArrowTypes() {}

    /**
     * The field.
     *
     * @param stated the field of {@code ARROW:schema}, where there is one
     * @throws InvalidArgumentException if Arrow has no such type
     */
    static Field of(Type column, Optional<Field> stated) {
        try {
            return field(column, column.getName(), stated);
        } catch (UnsupportedOperationException noType) {
            throw new InvalidArgumentException(
                    "Cannot write column %s as Arrow: there is no Arrow type for Parquet's %s (leave the column out, or --format parquet)"
                            .formatted(column.getName(), noType.getMessage()));
        }
    }

    private static Field field(Type type, String name, Optional<Field> stated) {
        if (type.isRepetition(Repetition.REPEATED)) {
            Field element = value(type, "element", stated.flatMap(ArrowTypes::onlyChild), false);
            return field(name, listType(stated, List.of(element)), false, stated, List.of(element));
        }
        return value(type, name, stated, type.isRepetition(Repetition.OPTIONAL));
    }

    /** The value of a type, whatever its repetition. */
    private static Field value(Type type, String name, Optional<Field> stated, boolean nullable) {
        if (type.isPrimitive()) {
            return primitive(type.asPrimitiveType(), name, stated, nullable);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        Optional<Type> element = ParquetStructure.element(type);
        if (element.isPresent()) {
            boolean mayBeNull = element.get().isRepetition(Repetition.OPTIONAL);
            Optional<Field> inner = stated.flatMap(ArrowTypes::onlyChild);
            String inside = inner.map(Field::getName).orElse(element.get().getName());
            Field child = value(element.get(), inside, inner, mayBeNull);
            return field(name, listType(stated, List.of(child)), nullable, stated, List.of(child));
        }
        if (ParquetMaps.isMap(group)) {
            return map(ParquetMaps.entry(group), name, nullable);
        }
        if (logical instanceof ListLogicalTypeAnnotation || logical != null || group.getFieldCount() == 0) {
            throw none(type);
        }
        return struct(group, name, stated, nullable);
    }

    private static Field struct(GroupType group, String name, Optional<Field> stated, boolean nullable) {
        boolean same = stated.isPresent()
                && stated.get().getType() instanceof ArrowType.Struct
                && stated.get().getChildren().stream()
                        .map(Field::getName)
                        .toList()
                        .equals(group.getFields().stream().map(Type::getName).toList());
        List<Field> children = new ArrayList<>();
        for (Type member : group.getFields()) {
            int index = children.size();
            Optional<Field> inner =
                    same ? Optional.of(stated.get().getChildren().get(index)) : Optional.empty();
            children.add(field(member, member.getName(), inner));
        }
        return field(name, ArrowType.Struct.INSTANCE, nullable, stated, children);
    }

    private static Field map(GroupType entry, String name, boolean nullable) {
        Field key = value(entry.getType(0), "key", Optional.empty(), false);
        Field value = field(entry.getType(1), "value", Optional.empty());
        Field entries = new Field("entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, value));
        return field(name, new ArrowType.Map(false), nullable, Optional.empty(), List.of(entries));
    }

    private static Optional<Field> onlyChild(Field list) {
        return list.getChildren().size() == 1 ? Optional.of(list.getChildren().get(0)) : Optional.empty();
    }

    private static ArrowType listType(Optional<Field> stated, List<Field> children) {
        return stated.map(Field::getType)
                .filter(type -> type instanceof ArrowType.LargeList || type instanceof ArrowType.FixedSizeList)
                .orElse(ArrowType.List.INSTANCE);
    }

    private static Field field(
            String name, ArrowType type, boolean nullable, Optional<Field> stated, List<Field> children) {
        Map<String, String> metadata = stated.map(Field::getMetadata).orElse(Map.of());
        return new Field(name, new FieldType(nullable, type, null, metadata), children);
    }

    private static Field primitive(PrimitiveType type, String name, Optional<Field> stated, boolean nullable) {
        ArrowType meant = meant(type);
        Optional<Field> kept = stated.filter(field -> isStoredAs(field.getType(), meant, type));
        Map<String, String> metadata = kept.map(Field::getMetadata).orElse(Map.of());
        if (kept.isEmpty() && type.getLogicalTypeAnnotation() instanceof UUIDLogicalTypeAnnotation) {
            metadata = Map.of(EXTENSION, "arrow.uuid", "ARROW:extension:metadata", "");
        } else if (kept.isEmpty() && type.getLogicalTypeAnnotation() instanceof JsonLogicalTypeAnnotation) {
            metadata = Map.of(EXTENSION, "arrow.json", "ARROW:extension:metadata", "");
        }
        ArrowType chosen = kept.map(Field::getType).orElse(meant);
        boolean mayBeNull = nullable || chosen instanceof ArrowType.Null;
        return new Field(name, new FieldType(mayBeNull, chosen, null, metadata), List.of());
    }

    /** Whether the stated type's values are stored as those of the other, so that it says more of them and nothing else. */
    private static boolean isStoredAs(ArrowType stated, ArrowType meant, PrimitiveType type) {
        if (stated.equals(meant)) {
            return true;
        }
        if (meant instanceof ArrowType.Utf8) {
            return stated instanceof ArrowType.LargeUtf8;
        }
        if (meant instanceof ArrowType.Binary) {
            return stated instanceof ArrowType.LargeBinary;
        }
        if (meant instanceof ArrowType.Timestamp instant && stated instanceof ArrowType.Timestamp other) {
            boolean zoned = instant.getTimezone() != null && other.getTimezone() != null;
            return zoned && other.getUnit() == instant.getUnit();
        }
        boolean plain = type.getLogicalTypeAnnotation() == null;
        return plain && meant.equals(new ArrowType.Int(64, true)) && stated instanceof ArrowType.Duration;
    }

    private static ArrowType meant(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof UnknownLogicalTypeAnnotation && !type.isRepetition(Repetition.REQUIRED)) {
            return ArrowType.Null.INSTANCE;
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(decimal, type);
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> unannotated(type, ArrowType.Bool.INSTANCE);
            case FLOAT -> unannotated(type, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
            case DOUBLE -> unannotated(type, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
            case INT96 -> unannotated(type, new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));
            case INT32, INT64 -> integer(type, logical);
            case BINARY -> binary(type);
            case FIXED_LEN_BYTE_ARRAY -> fixed(type);
        };
    }

    private static ArrowType decimal(DecimalLogicalTypeAnnotation decimal, PrimitiveType type) {
        if (decimal.getPrecision() > LARGEST_PRECISION) {
            throw none(type);
        }
        return new ArrowType.Decimal(
                decimal.getPrecision(),
                decimal.getScale(),
                decimal.getPrecision() > LARGEST_PRECISION_OF_128_BITS ? 256 : 128);
    }

    private static ArrowType unannotated(PrimitiveType type, ArrowType plain) {
        if (type.getLogicalTypeAnnotation() != null) {
            throw none(type);
        }
        return plain;
    }

    private static ArrowType integer(PrimitiveType type, LogicalTypeAnnotation logical) {
        int bits = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32 ? 32 : 64;
        if (logical == null) {
            return new ArrowType.Int(bits, true);
        }
        if (logical instanceof IntLogicalTypeAnnotation integer) {
            return new ArrowType.Int(integer.getBitWidth(), integer.isSigned());
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return new ArrowType.Date(DateUnit.DAY);
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return new ArrowType.Time(unit(time.getUnit()), bits);
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return new ArrowType.Timestamp(unit(timestamp.getUnit()), timestamp.isAdjustedToUTC() ? "UTC" : null);
        }
        throw none(type);
    }

    private static TimeUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }

    private static ArrowType binary(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical == null || logical instanceof LogicalTypeAnnotation.BsonLogicalTypeAnnotation) {
            return ArrowType.Binary.INSTANCE;
        }
        boolean text = logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation;
        if (!text) {
            throw none(type);
        }
        return ArrowType.Utf8.INSTANCE;
    }

    private static ArrowType fixed(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
        }
        boolean bytes = logical == null
                || logical instanceof UUIDLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
        if (!bytes) {
            throw none(type);
        }
        return new ArrowType.FixedSizeBinary(type.getTypeLength());
    }

    private static UnsupportedOperationException none(Type type) {
        return new UnsupportedOperationException(ParquetTypeText.of(type));
    }
}
