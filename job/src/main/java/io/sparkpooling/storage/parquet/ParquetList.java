package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import java.util.Optional;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;

/**
 * The Parquet type of lists of numbers: three levels for each list, elements optional at every level. Our elements are never
 * null, but pyarrow restores a tensor type only where the element may be.
 */
final class ParquetList {
    private static final String ELEMENT = "element";

    private ParquetList() {}

    /** Lists in the place of the column {@code source}: its name, nullability and field ids. */
    static Type inPlaceOf(Type source, Lists lists) {
        return withIdOf(source, named(source.getName(), source.getRepetition(), lists, Optional.of(source)));
    }

    /** Lists as a further column, as nullable as {@code source}; without field ids, which are unique. */
    static Type beside(Type source, String name, Lists lists) {
        return named(name, source.getRepetition(), lists, Optional.empty());
    }

    private static Type named(String name, Repetition repetition, Lists lists, Optional<Type> source) {
        return list(name, repetition, lists.depth(), lists.elementType(), source);
    }

    private static Type list(
            String name, Repetition repetition, int depth, ElementType elements, Optional<Type> source) {
        Optional<Type> inner = source.flatMap(ParquetStructure::element);
        Type element = depth == 1 ? number(elements) : list(ELEMENT, Repetition.OPTIONAL, depth - 1, elements, inner);
        Type identified = inner.map(type -> withIdOf(type, element)).orElse(element);
        return ConversionPatterns.listOfElements(repetition, name, identified);
    }

    private static Type withIdOf(Type source, Type type) {
        return source.getId() == null ? type : type.withId(source.getId().intValue());
    }

    private static PrimitiveType number(ElementType type) {
        return switch (type) {
            case FLOAT32 -> optional(PrimitiveTypeName.FLOAT).named(ELEMENT);
            case FLOAT64 -> optional(PrimitiveTypeName.DOUBLE).named(ELEMENT);
            case BOOL -> optional(PrimitiveTypeName.BOOLEAN).named(ELEMENT);
            case INT32 -> optional(PrimitiveTypeName.INT32).named(ELEMENT);
            case INT64 -> optional(PrimitiveTypeName.INT64).named(ELEMENT);
            case INT8, INT16 -> integer(PrimitiveTypeName.INT32, type);
            case UINT8, UINT16, UINT32 -> integer(PrimitiveTypeName.INT32, type);
            case UINT64 -> integer(PrimitiveTypeName.INT64, type);
            case FLOAT16 ->
                optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(type.bytes())
                        .as(LogicalTypeAnnotation.float16Type())
                        .named(ELEMENT);
            case BFLOAT16 ->
                optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(type.bytes())
                        .named(ELEMENT);
        };
    }

    private static PrimitiveType integer(PrimitiveTypeName physical, ElementType type) {
        return optional(physical)
                .as(LogicalTypeAnnotation.intType(8 * type.bytes(), !type.isUnsigned()))
                .named(ELEMENT);
    }

    private static PrimitiveBuilder<PrimitiveType> optional(PrimitiveTypeName physical) {
        return Types.optional(physical);
    }
}
