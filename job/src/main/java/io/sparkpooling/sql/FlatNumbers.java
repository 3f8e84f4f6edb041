package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/** Numbers in row-major order, of one shape that the call says: {@code shape => array(24, 56, 56)}. */
record FlatNumbers(Numbers numbers, ArrayList<Integer> sizes) implements Form {

    @Override
    public Optional<ElementType> elementType() {
        return Optional.of(numbers.elementType());
    }

    @Override
    public Optional<Shape> shape() {
        return Optional.of(Forms.shape(sizes));
    }

    @Override
    public OptionalInt rank() {
        return OptionalInt.of(sizes.size());
    }

    @Override
    public RowTensor read(SpecializedGetters row, int ordinal) {
        return numbers.tensor(row, ordinal, Forms.shape(sizes));
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        return numbers.write(carrier, type);
    }

    @Override
    public DataType resultType(ElementType elementType, int rank) {
        return numbers.resultType(elementType);
    }
}
