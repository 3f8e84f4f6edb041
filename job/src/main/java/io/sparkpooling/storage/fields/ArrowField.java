package io.sparkpooling.storage.fields;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList;
import org.apache.arrow.vector.types.pojo.ArrowType.FloatingPoint;
import org.apache.arrow.vector.types.pojo.ArrowType.Int;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * What an Arrow field adds to a column, and the field of a column that was pooled. Extension types are never registered with
 * Arrow, whose registry is one for the whole JVM and upsets Spark: their name and metadata are two entries of the field.
 */
public final class ArrowField {
    private static final String EXTENSION_NAME = ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME;
    private static final String EXTENSION_METADATA = ArrowType.ExtensionType.EXTENSION_METADATA_KEY_METADATA;

    private static final String BFLOAT16 = "lance.bfloat16";
    private static final ArrowType TWO_BYTES = new ArrowType.FixedSizeBinary(2);

    /** Where there are more levels of lists than before. */
    private static final Field NEW_LEVEL = Field.nullable("item", ArrowType.List.INSTANCE);

    private ArrowField() {}

    /** The field's extension type. */
    public static Optional<Extension> extension(Field field) {
        Map<String, String> metadata = field.getMetadata();
        return Optional.ofNullable(metadata.get(EXTENSION_NAME))
                .map(name -> new Extension(name, metadata.getOrDefault(EXTENSION_METADATA, "")));
    }

    /** Whether a field is a number of bfloat16, which Arrow has no type for: two bytes that Lance marks. */
    public static boolean isBfloat16(Field field) {
        return field.getType().equals(TWO_BYTES)
                && BFLOAT16.equals(field.getMetadata().get(EXTENSION_NAME));
    }

    /** Whether a field is such numbers, in any levels of lists. */
    public static boolean holdsBfloat16(Field field) {
        return field.getChildren().size() == 1
                ? holdsBfloat16(field.getChildren().get(0))
                : isBfloat16(field);
    }

    /** {@code lists} with the sizes that the field fixes; as they are where the field is built in another way. */
    public static Structure withFixedSizes(Structure structure, Field field) {
        if (structure instanceof Lists lists) {
            return withFixedSizes(lists, field);
        }
        boolean sameFields = structure instanceof Structure.Fields fields
                && fields.fields().stream()
                        .map(Structure.Field::name)
                        .toList()
                        .equals(field.getChildren().stream().map(Field::getName).toList());
        if (!sameFields) {
            return structure;
        }
        List<Structure.Field> fields = new ArrayList<>();
        for (Structure.Field one : ((Structure.Fields) structure).fields()) {
            Field child = field.getChildren().get(fields.size());
            fields.add(new Structure.Field(one.name(), withFixedSizes(one.structure(), child)));
        }
        return new Structure.Fields(fields);
    }

    private static Structure withFixedSizes(Lists lists, Field field) {
        List<OptionalInt> sizes = new ArrayList<>();
        Field level = field;
        while (level.getChildren().size() == 1) {
            sizes.add(
                    level.getType() instanceof FixedSizeList fixed
                            ? OptionalInt.of(fixed.getListSize())
                            : OptionalInt.empty());
            level = level.getChildren().get(0);
        }
        return sizes.size() == lists.depth() ? new Lists(lists.elementType(), sizes) : lists;
    }

    /** The field of the column {@code pooled} under the name {@code name}, made from its source's field. */
    public static Field pooled(Field source, String name, Column pooled) {
        Field field = structured(source, pooled.structure());
        Map<String, String> metadata = new LinkedHashMap<>(source.getMetadata());
        metadata.remove(EXTENSION_NAME);
        metadata.remove(EXTENSION_METADATA);
        pooled.extension().ifPresent(type -> {
            metadata.put(EXTENSION_NAME, type.name());
            metadata.put(EXTENSION_METADATA, type.metadata());
        });
        return new Field(
                name, new FieldType(source.isNullable(), field.getType(), null, metadata), field.getChildren());
    }

    private static Field structured(Field source, Structure structure) {
        if (structure instanceof Lists lists) {
            return list(source, lists, 0);
        }
        if (structure instanceof Structure.Bytes bytes) {
            ArrowType type = bytes(source.getType(), bytes);
            return new Field(source.getName(), new FieldType(source.isNullable(), type, null), List.of());
        }
        if (structure instanceof Structure.Fields fields) {
            List<Field> children = new ArrayList<>();
            for (int index = 0; index < fields.fields().size(); index++) {
                children.add(structured(
                        source.getChildren().get(index),
                        fields.fields().get(index).structure()));
            }
            return new Field(source.getName(), source.getFieldType(), children);
        }
        return source;
    }

    private static ArrowType bytes(ArrowType source, Structure.Bytes bytes) {
        if (bytes.length().isPresent()) {
            return new ArrowType.FixedSizeBinary(bytes.length().getAsInt());
        }
        return source instanceof ArrowType.FixedSizeBinary ? ArrowType.Binary.INSTANCE : source;
    }

    private static Field list(Field source, Lists lists, int level) {
        if (level == lists.depth()) {
            return number(source, lists.elementType());
        }
        Field child = source.getChildren().stream().findFirst().orElse(NEW_LEVEL);
        Field element = list(child, lists, level + 1);
        OptionalInt size = lists.fixedSizes().get(level);
        ArrowType type = size.isPresent() ? new FixedSizeList(size.getAsInt()) : openList(source);
        return new Field(source.getName(), new FieldType(true, type, null, source.getMetadata()), List.of(element));
    }

    /** Large lists and list views stay what they are. */
    private static ArrowType openList(Field source) {
        boolean isOpenList = source.getChildren().size() == 1 && !(source.getType() instanceof FixedSizeList);
        return isOpenList ? source.getType() : ArrowType.List.INSTANCE;
    }

    private static Field number(Field source, ElementType type) {
        Map<String, String> metadata = new LinkedHashMap<>(source.getMetadata());
        if (type == ElementType.BFLOAT16) {
            metadata.put(EXTENSION_NAME, BFLOAT16);
        } else if (isBfloat16(source)) {
            metadata.remove(EXTENSION_NAME);
            metadata.remove(EXTENSION_METADATA);
        }
        return new Field(source.getName(), new FieldType(true, arrowType(type), null, metadata), List.of());
    }

    private static ArrowType arrowType(ElementType type) {
        return switch (type) {
            case FLOAT16 -> new FloatingPoint(FloatingPointPrecision.HALF);
            case FLOAT32 -> new FloatingPoint(FloatingPointPrecision.SINGLE);
            case FLOAT64 -> new FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BOOL -> ArrowType.Bool.INSTANCE;
            case INT8, INT16, INT32, INT64 -> new Int(8 * type.bytes(), true);
            case UINT8, UINT16, UINT32, UINT64 -> new Int(8 * type.bytes(), false);
            case BFLOAT16 -> TWO_BYTES;
        };
    }
}
