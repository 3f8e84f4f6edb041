package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList;
import org.apache.arrow.vector.types.pojo.ArrowType.FloatingPoint;
import org.apache.arrow.vector.types.pojo.ArrowType.Int;
import org.apache.arrow.vector.types.pojo.Field;

/** How an Arrow column is built. */
final class ArrowStructure {
    private ArrowStructure() {}

    static Structure of(Field column) {
        List<OptionalInt> sizes = new ArrayList<>();
        Field level = column;
        while (isList(level)) {
            sizes.add(
                    level.getType() instanceof FixedSizeList fixed
                            ? OptionalInt.of(fixed.getListSize())
                            : OptionalInt.empty());
            level = level.getChildren().get(0);
        }
        Optional<ElementType> number = elementType(level);
        if (number.isPresent()) {
            return sizes.isEmpty() ? new Structure.Number(number.get()) : new Lists(number.get(), sizes);
        }
        return bytes(column)
                .or(() -> texts(column))
                .or(() -> fields(column))
                .orElseGet(() -> new Structure.Other(text(column)));
    }

    private static Optional<Structure> bytes(Field column) {
        if (column.getDictionary() != null) {
            return Optional.empty();
        }
        if (column.getType() instanceof ArrowType.FixedSizeBinary fixed) {
            return Optional.of(new Structure.Bytes(OptionalInt.of(fixed.getByteWidth())));
        }
        return column.getType() instanceof ArrowType.Binary || column.getType() instanceof ArrowType.LargeBinary
                ? Optional.of(new Structure.Bytes(OptionalInt.empty()))
                : Optional.empty();
    }

    private static Optional<Structure> texts(Field column) {
        boolean isText = column.getType() instanceof ArrowType.Utf8 || column.getType() instanceof ArrowType.LargeUtf8;
        return isText && column.getDictionary() == null ? Optional.of(new Structure.Text()) : Optional.empty();
    }

    /** Of a struct that holds nothing but numbers, lists of them, bytes and texts. */
    private static Optional<Structure> fields(Field column) {
        if (!(column.getType() instanceof ArrowType.Struct) || column.getDictionary() != null) {
            return Optional.empty();
        }
        List<Structure.Field> fields = column.getChildren().stream()
                .map(field -> new Structure.Field(field.getName(), of(field)))
                .toList();
        return fields.stream().allMatch(field -> isPart(field.structure()))
                ? Optional.of(new Structure.Fields(fields))
                : Optional.empty();
    }

    private static boolean isPart(Structure structure) {
        boolean list = structure instanceof Lists lists && lists.depth() == 1;
        return list
                || structure instanceof Structure.Number
                || structure instanceof Structure.Bytes
                || structure instanceof Structure.Text;
    }

    private static boolean isList(Field field) {
        ArrowType type = field.getType();
        boolean list = type instanceof ArrowType.List || type instanceof ArrowType.LargeList;
        return field.getDictionary() == null && (list || type instanceof FixedSizeList);
    }

    /** The type of the numbers of a field; empty where it holds no numbers. */
    static Optional<ElementType> elementType(Field field) {
        if (field.getDictionary() != null) {
            return Optional.empty();
        }
        if (field.getType() instanceof Int integer) {
            return Optional.of(ElementType.named((integer.getIsSigned() ? "int" : "uint") + integer.getBitWidth()));
        }
        if (field.getType() instanceof FloatingPoint floating) {
            return Optional.of(
                    switch (floating.getPrecision()) {
                        case HALF -> ElementType.FLOAT16;
                        case SINGLE -> ElementType.FLOAT32;
                        case DOUBLE -> ElementType.FLOAT64;
                    });
        }
        if (ArrowField.isBfloat16(field)) {
            return Optional.of(ElementType.BFLOAT16);
        }
        return field.getType() instanceof ArrowType.Bool ? Optional.of(ElementType.BOOL) : Optional.empty();
    }

    /** The type as users read it, such as {@code list<float32>}; of less common types Arrow's own words. */
    static String text(Field field) {
        if (field.getDictionary() != null) {
            return "dictionary<%s>".formatted(plainText(field));
        }
        return plainText(field);
    }

    private static String plainText(Field field) {
        String children = field.getChildren().stream().map(ArrowStructure::text).collect(Collectors.joining(", "));
        if (field.getType() instanceof FixedSizeList fixed) {
            return "list<%s>[%d]".formatted(children, fixed.getListSize());
        }
        if (field.getType() instanceof ArrowType.List) {
            return "list<%s>".formatted(children);
        }
        if (field.getType() instanceof ArrowType.LargeList) {
            return "large_list<%s>".formatted(children);
        }
        if (field.getType() instanceof ArrowType.Struct) {
            return "struct<%s>".formatted(members(field));
        }
        if (field.getType() instanceof ArrowType.Utf8) {
            return "string";
        }
        return elementType(field).map(ElementType::word).orElseGet(() -> other(field, children));
    }

    private static String other(Field field, String children) {
        String type = field.getType().toString().toLowerCase(Locale.ROOT);
        return children.isEmpty() ? type : "%s<%s>".formatted(type, children);
    }

    private static String members(Field field) {
        return field.getChildren().stream()
                .map(child -> child.getName() + ": " + text(child))
                .collect(Collectors.joining(", "));
    }
}
