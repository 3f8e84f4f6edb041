package io.sparkpooling.storage.parquet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** A Parquet type in the words of those who use it: {@code list<struct<label: string, score: float32>>}. */
public final class ParquetTypeText {
    private ParquetTypeText() {}

    /** The text of a type. */
    public static String of(Type type) {
        Optional<Type> element = ParquetStructure.element(type);
        if (element.isPresent()) {
            return "list<%s>".formatted(withoutRepetition(element.get()));
        }
        String text = withoutRepetition(type);
        return type.isRepetition(Repetition.REPEATED) ? "repeated " + text : text;
    }

    private static String withoutRepetition(Type type) {
        if (type.isPrimitive()) {
            return primitive(type.asPrimitiveType());
        }
        return ParquetStructure.element(type).isPresent() ? of(type) : group(type);
    }

    private static String group(Type type) {
        List<Type> fields = type.asGroupType().getFields();
        boolean isMap = type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
                && fields.size() == 1
                && !fields.get(0).isPrimitive();
        List<Type> shown = isMap ? fields.get(0).asGroupType().getFields() : fields;
        return shown.stream()
                .map(field -> isMap ? of(field) : field.getName() + ": " + of(field))
                .collect(Collectors.joining(", ", isMap ? "map<" : "struct<", ">"));
    }

    private static String primitive(PrimitiveType type) {
        var number = ParquetStructure.elementType(type);
        if (number.isPresent()) {
            return number.get().word();
        }
        if (type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation) {
            return "string";
        }
        if (type.getLogicalTypeAnnotation() != null) {
            return type.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT);
        }
        return type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                ? "binary(%d)".formatted(type.getTypeLength())
                : type.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    }
}
