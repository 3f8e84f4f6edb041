package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/** A flat array of numbers, of which some may be NULL where {@code nullable}. */
record ArrayNumbers(ElementType elementType, boolean nullable) implements Numbers {

    @Override
    public int count(SpecializedGetters row, int ordinal) {
        return row.getArray(ordinal).numElements();
    }

    @Override
    public Object carrier(SpecializedGetters row, int ordinal, int count) {
        return Arrays.carrier(row.getArray(ordinal), Shape.of(count), elementType, nullable);
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        return Arrays.nested(carrier, Shape.of(type.shape().elementCount()), resultType(type.elementType()));
    }

    @Override
    public DataType resultType(ElementType type) {
        return Forms.arrays(type, 1);
    }
}
