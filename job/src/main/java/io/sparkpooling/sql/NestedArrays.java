package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * Arrays of arrays of numbers, one level for each axis.
 *
 * @param depth the levels of arrays
 * @param nullable whether a number may be NULL
 * @param sizes the shape that the call promises; empty where it says nothing
 */
record NestedArrays(int depth, ElementType numbers, boolean nullable, ArrayList<Integer> sizes) implements Form {

    @Override
    public Optional<ElementType> elementType() {
        return Optional.of(numbers);
    }

    @Override
    public Optional<Shape> shape() {
        return sizes.isEmpty() ? Optional.empty() : Optional.of(Forms.shape(sizes));
    }

    @Override
    public OptionalInt rank() {
        return OptionalInt.of(depth);
    }

    @Override
    public RowTensor read(SpecializedGetters row, int ordinal) {
        ArrayData array = row.getArray(ordinal);
        Shape shape = Arrays.shape(array, depth);
        if (!sizes.isEmpty() && !shape.equals(Forms.shape(sizes))) {
            throw new InvalidTensorException("arrays of %s (%s expected)".formatted(shape, Forms.shape(sizes)));
        }
        return new RowTensor(TensorType.of(numbers, shape), Arrays.carrier(array, shape, numbers, nullable));
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        return Arrays.nested(
                carrier,
                type.shape(),
                resultType(type.elementType(), type.shape().rank()));
    }

    @Override
    public DataType resultType(ElementType elementType, int rank) {
        return Forms.arrays(elementType, rank);
    }
}
