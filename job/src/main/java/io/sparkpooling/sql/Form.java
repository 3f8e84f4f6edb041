package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/** How a SQL value holds a tensor. Results have the form of the tensor they were made of. {@link Forms} finds it. */
sealed interface Form extends Serializable permits NestedArrays, FlatNumbers, ShapedStruct, NpyBytes {

    /** The type of the elements; nothing where each row says it. */
    Optional<ElementType> elementType();

    /** The shape of every row's tensor, where the call says it. */
    Optional<Shape> shape();

    /** The number of axes; nothing where each row says it. */
    OptionalInt rank();

    /** Whether a row has no tensor. */
    default boolean isNull(SpecializedGetters row, int ordinal) {
        return row.isNullAt(ordinal);
    }

    /**
     * The tensor of a row.
     *
     * @throws io.sparkpooling.tensor.InvalidTensorException if its values are no tensor, with the reason
     */
    RowTensor read(SpecializedGetters row, int ordinal);

    /** A pooled tensor as Spark holds it: its elements in row-major order, in an array that nobody else writes to. */
    Object write(Object carrier, TensorType type);

    /** The SQL type of pooled tensors. */
    DataType resultType(ElementType elementType, int rank);
}
