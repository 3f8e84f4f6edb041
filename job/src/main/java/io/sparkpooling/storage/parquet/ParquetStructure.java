package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Structure;
import io.sparkpooling.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * How a Parquet column is built. Lists are recognised by the rules of the format's LogicalTypes.md, its backward
 * compatibility included, since older writers leave out the middle group or name it differently.
 */
public final class ParquetStructure {
    /** The fields of a struct that hold the numbers of a tensor. */
    private static final Set<String> NUMBERS = Set.of("data", "values");

    private ParquetStructure() {}

    /** The structure of a top-level column. */
    static Structure of(Type column) {
        if (!column.isRepetition(Repetition.REPEATED)) {
            Type innermost = innermost(column);
            Optional<ElementType> elements = elementType(innermost);
            int depth = depth(column);
            if (elements.isPresent()) {
                return depth > 0
                        ? Structure.Lists.ofDepth(depth, elements.get())
                        : new Structure.Number(elements.get());
            }
        }
        return bytes(column)
                .or(() -> text(column))
                .or(() -> fields(column))
                .orElseGet(() -> new Structure.Other(ParquetTypeText.of(column)));
    }

    /** The structure of a column of which another schema says that its bytes, two each, are of bfloat16. */
    static Structure ofBfloat16(Type column) {
        Type number = innermost(column);
        boolean twoBytes = number.isPrimitive()
                && number.getLogicalTypeAnnotation() == null
                && number.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                && number.asPrimitiveType().getTypeLength() == ElementType.BFLOAT16.bytes();
        return twoBytes && depth(column) > 0 && !column.isRepetition(Repetition.REPEATED)
                ? Structure.Lists.ofDepth(depth(column), ElementType.BFLOAT16)
                : of(column);
    }

    private static Optional<Structure> bytes(Type column) {
        if (!column.isPrimitive()
                || column.isRepetition(Repetition.REPEATED)
                || column.getLogicalTypeAnnotation() != null) {
            return Optional.empty();
        }
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> Optional.of(new Structure.Bytes(OptionalInt.empty()));
            case FIXED_LEN_BYTE_ARRAY ->
                Optional.of(new Structure.Bytes(
                        OptionalInt.of(column.asPrimitiveType().getTypeLength())));
            default -> Optional.empty();
        };
    }

    private static Optional<Structure> text(Type column) {
        boolean isText = column.isPrimitive()
                && !column.isRepetition(Repetition.REPEATED)
                && column.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation;
        return isText ? Optional.of(new Structure.Text()) : Optional.empty();
    }

    /** Of a struct that holds nothing but numbers, lists of them, bytes and texts. */
    private static Optional<Structure> fields(Type column) {
        if (column.isPrimitive()
                || column.isRepetition(Repetition.REPEATED)
                || column.getLogicalTypeAnnotation() != null) {
            return Optional.empty();
        }
        List<Structure.Field> fields = column.asGroupType().getFields().stream()
                .map(field -> new Structure.Field(field.getName(), of(field)))
                .toList();
        boolean known = fields.stream()
                .noneMatch(field ->
                        field.structure() instanceof Structure.Other || field.structure() instanceof Structure.Fields);
        return known ? Optional.of(new Structure.Fields(fields)) : Optional.empty();
    }

    /** The path of the numbers of a column that holds tensors. */
    static String[] leafPath(Type column) {
        List<String> path = new ArrayList<>();
        Type at = column;
        path.add(at.getName());
        while (!at.isPrimitive()) {
            at = next(at.asGroupType());
            path.add(at.getName());
        }
        return path.toArray(String[]::new);
    }

    private static Type next(GroupType group) {
        return group.getFields().stream()
                .filter(field -> NUMBERS.contains(field.getName()))
                .findFirst()
                .orElse(group.getType(0));
    }

    /** The element of a list, and empty for everything else. */
    public static Optional<Type> element(Type type) {
        if (type.isPrimitive() || !(type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation)) {
            return Optional.empty();
        }
        GroupType list = type.asGroupType();
        if (list.getFieldCount() != 1 || !list.getType(0).isRepetition(Repetition.REPEATED)) {
            return Optional.empty();
        }
        Type repeated = list.getType(0);
        return Optional.of(
                isElement(repeated, list.getName())
                        ? repeated
                        : repeated.asGroupType().getType(0));
    }

    private static boolean isElement(Type repeated, String listName) {
        return repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() != 1
                || repeated.asGroupType().getType(0).isRepetition(Repetition.REPEATED)
                || repeated.getName().equals("array")
                || repeated.getName().equals(listName + "_tuple");
    }

    private static int depth(Type type) {
        return element(type).map(element -> 1 + depth(element)).orElse(0);
    }

    private static Type innermost(Type type) {
        return element(type).map(ParquetStructure::innermost).orElse(type);
    }

    /** The type of the numbers that a leaf holds; empty where it holds no numbers. */
    static Optional<ElementType> elementType(Type leaf) {
        if (!leaf.isPrimitive()) {
            return Optional.empty();
        }
        LogicalTypeAnnotation logical = leaf.getLogicalTypeAnnotation();
        PrimitiveType primitive = leaf.asPrimitiveType();
        return switch (primitive.getPrimitiveTypeName()) {
            case FLOAT -> plain(logical, ElementType.FLOAT32);
            case DOUBLE -> plain(logical, ElementType.FLOAT64);
            case BOOLEAN -> plain(logical, ElementType.BOOL);
            case INT32 -> integer(logical, ElementType.INT32);
            case INT64 -> integer(logical, ElementType.INT64);
            case FIXED_LEN_BYTE_ARRAY ->
                logical instanceof Float16LogicalTypeAnnotation
                                && primitive.getTypeLength() == ElementType.FLOAT16.bytes()
                        ? Optional.of(ElementType.FLOAT16)
                        : Optional.empty();
            case BINARY, INT96 -> Optional.empty();
        };
    }

    private static Optional<ElementType> plain(LogicalTypeAnnotation logical, ElementType type) {
        return logical == null ? Optional.of(type) : Optional.empty();
    }

    private static Optional<ElementType> integer(LogicalTypeAnnotation logical, ElementType plain) {
        if (logical instanceof IntLogicalTypeAnnotation integer) {
            String sign = integer.isSigned() ? "int" : "uint";
            return Optional.of(ElementType.named(sign + integer.getBitWidth()));
        }
        return plain(logical, plain);
    }
}
