package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the {@link Form} of a column from its SQL type and from what the call says of it. */
final class Forms {
    private static final String RULE = "must be arrays of numbers, a struct of data and shape, or binary";

    private Forms() {}

    /**
     * The form of a column.
     *
     * @param what the parameter that the column was given for
     * @param sizes {@code shape => array(...)}; empty where the call does not say it
     * @param dtype {@code dtype => '...'}
     */
    static Form of(DataType type, String what, List<Integer> sizes, Optional<ElementType> dtype) {
        if (type instanceof StructType struct) {
            requireAbsent("shape", sizes.isEmpty() ? "" : shape(sizes).toString(), type);
            return struct(struct, what, dtype);
        }
        if (type instanceof BinaryType) {
            return binary(sizes, dtype);
        }
        requireAbsent("dtype", dtype.map(ElementType::word).orElse(""), type);
        NestedArrays arrays = arrays(type, what, sizes);
        return arrays.depth() > 1 || sizes.isEmpty()
                ? arrays
                : new FlatNumbers(new ArrayNumbers(arrays.numbers(), arrays.nullable()), arrays.sizes());
    }

    private static void requireAbsent(String what, String given, DataType type) {
        if (!given.isEmpty()) {
            throw new InvalidArgumentException(
                    "Invalid %s: %s (a column of %s says it itself)".formatted(what, given, type.sql()));
        }
    }

    private static Form binary(List<Integer> sizes, Optional<ElementType> dtype) {
        if (sizes.isEmpty() != dtype.isEmpty()) {
            throw new InvalidArgumentException("Missing %s: raw bytes need shape and dtype, .npy files neither"
                    .formatted(sizes.isEmpty() ? "shape" : "dtype"));
        }
        return dtype.<Form>map(type -> new FlatNumbers(new ByteNumbers(type), new ArrayList<>(sizes)))
                .orElseGet(NpyBytes::new);
    }

    private static NestedArrays arrays(DataType type, String what, List<Integer> sizes) {
        int depth = 0;
        boolean nullable = false;
        DataType at = type;
        while (at instanceof ArrayType array) {
            depth++;
            nullable = array.containsNull();
            at = array.elementType();
        }
        ElementType numbers = elementType(at).orElseThrow(() -> invalid(what, type));
        if (depth == 0) {
            throw invalid(what, type);
        }
        if (depth > 1 && !sizes.isEmpty() && sizes.size() != depth) {
            throw new InvalidArgumentException(
                    "Invalid shape: %s (arrays of %d levels have as many axes)".formatted(shape(sizes), depth));
        }
        return new NestedArrays(depth, numbers, nullable, new ArrayList<>(sizes));
    }

    private static Form struct(StructType struct, String what, Optional<ElementType> dtype) {
        StructField[] fields = struct.fields();
        int dataAt = fields.length == 2 && fields[1].name().equalsIgnoreCase("data") ? 1 : 0;
        if (fields.length != 2
                || !fields[dataAt].name().equalsIgnoreCase("data")
                || !fields[1 - dataAt].name().equalsIgnoreCase("shape")
                || !(fields[1 - dataAt].dataType() instanceof ArrayType sizes)
                || !(sizes.elementType() instanceof IntegerType || sizes.elementType() instanceof LongType)) {
            throw invalid(what, struct);
        }
        return new ShapedStruct(
                numbers(fields[dataAt].dataType(), what, struct, dtype),
                new ShapedStruct.FieldNames(fields[0].name(), fields[1].name()),
                dataAt,
                sizes.elementType() instanceof LongType);
    }

    private static Numbers numbers(DataType data, String what, StructType struct, Optional<ElementType> dtype) {
        if (data instanceof BinaryType) {
            return new ByteNumbers(dtype.orElseThrow(() ->
                    new InvalidArgumentException("Missing dtype: raw bytes need it, such as dtype => 'float32'")));
        }
        requireAbsent("dtype", dtype.map(ElementType::word).orElse(""), data);
        if (!(data instanceof ArrayType array)) {
            throw invalid(what, struct);
        }
        return new ArrayNumbers(
                elementType(array.elementType()).orElseThrow(() -> invalid(what, struct)), array.containsNull());
    }

    private static InvalidArgumentException invalid(String what, DataType type) {
        return new InvalidArgumentException("Invalid %s: %s (%s)".formatted(what, type.sql(), RULE));
    }

    static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The element type of a SQL type of numbers. */
    static Optional<ElementType> elementType(DataType type) {
        if (type instanceof FloatType) {
            return Optional.of(ElementType.FLOAT32);
        } else if (type instanceof DoubleType) {
            return Optional.of(ElementType.FLOAT64);
        } else if (type instanceof ByteType) {
            return Optional.of(ElementType.INT8);
        } else if (type instanceof ShortType) {
            return Optional.of(ElementType.INT16);
        } else if (type instanceof IntegerType) {
            return Optional.of(ElementType.INT32);
        } else if (type instanceof LongType) {
            return Optional.of(ElementType.INT64);
        }
        return type instanceof BooleanType ? Optional.of(ElementType.BOOL) : Optional.empty();
    }

    /** The SQL type of arrays of {@code levels} levels of these numbers, none of them NULL. */
    static DataType arrays(ElementType elementType, int levels) {
        DataType type = leaf(elementType);
        for (int level = 0; level < levels; level++) {
            type = DataTypes.createArrayType(type, false);
        }
        return type;
    }

    private static DataType leaf(ElementType elementType) {
        return switch (elementType) {
            case FLOAT32 -> DataTypes.FloatType;
            case FLOAT64 -> DataTypes.DoubleType;
            case INT8 -> DataTypes.ByteType;
            case INT16 -> DataTypes.ShortType;
            case INT32 -> DataTypes.IntegerType;
            case INT64 -> DataTypes.LongType;
            case BOOL -> DataTypes.BooleanType;
            case FLOAT16, BFLOAT16, UINT8, UINT16, UINT32, UINT64 ->
                throw new InvalidArgumentException("Cannot give %s in SQL: it has no such type".formatted(elementType));
        };
    }
}
