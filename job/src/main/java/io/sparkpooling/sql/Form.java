package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/**
 * How a SQL value holds a tensor: as arrays of arrays of numbers, one level for each axis, or one flat array.
 *
 * @param depth the levels of arrays; 0 for a single number
 * @param elementType of the numbers
 * @param nullable whether a number may be NULL
 */
record Form(int depth, ElementType elementType, boolean nullable) implements Serializable {

    static Form of(DataType type, String what) {
        int depth = 0;
        boolean nullable = false;
        DataType at = type;
        while (at instanceof ArrayType array) {
            depth++;
            nullable = array.containsNull();
            at = array.elementType();
        }
        return new Form(depth, elementType(at, type, what), nullable);
    }

    private static ElementType elementType(DataType leaf, DataType whole, String what) {
        if (leaf instanceof FloatType) {
            return ElementType.FLOAT32;
        } else if (leaf instanceof DoubleType) {
            return ElementType.FLOAT64;
        } else if (leaf instanceof ByteType) {
            return ElementType.INT8;
        } else if (leaf instanceof ShortType) {
            return ElementType.INT16;
        } else if (leaf instanceof IntegerType) {
            return ElementType.INT32;
        } else if (leaf instanceof LongType) {
            return ElementType.INT64;
        } else if (leaf instanceof BooleanType) {
            return ElementType.BOOL;
        }
        throw new InvalidArgumentException("Invalid %s: %s (must be arrays of numbers)".formatted(what, whole.sql()));
    }

    /** The SQL type of arrays of {@code levels} levels of these numbers, none of them NULL. */
    static DataType sqlType(ElementType elementType, int levels) {
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
