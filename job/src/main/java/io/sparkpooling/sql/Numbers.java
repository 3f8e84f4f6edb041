package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/** A SQL value that holds the elements of a tensor in row-major order, and not its shape. */
sealed interface Numbers extends Serializable permits ArrayNumbers, ByteNumbers {

    /** The type of the elements. */
    ElementType elementType();

    /** The number of elements that a row holds. */
    int count(SpecializedGetters row, int ordinal);

    /** The elements of a row in an array of the carrier. */
    Object carrier(SpecializedGetters row, int ordinal, int count);

    /** Pooled elements as Spark holds them. */
    Object write(Object carrier, TensorType type);

    /** The SQL type of pooled elements. */
    DataType resultType(ElementType elementType);

    /** The tensor of this shape whose elements a row holds; nothing is allocated before their number is known to be right. */
    default RowTensor tensor(SpecializedGetters row, int ordinal, Shape shape) {
        int count = count(row, ordinal);
        if (count != shape.elementCount()) {
            throw new InvalidTensorException(
                    "%d values for shape %s (%d expected)".formatted(count, shape, shape.elementCount()));
        }
        return new RowTensor(TensorType.of(elementType(), shape), carrier(row, ordinal, count));
    }
}
