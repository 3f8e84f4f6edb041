package io.sparkpooling.sql;

import io.sparkpooling.convention.NpyFile;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Binary: a whole {@code .npy} file, which says shape and element type of its row; so is the result. */
record NpyBytes() implements Form {

    @Override
    public Optional<ElementType> elementType() {
        return Optional.empty();
    }

    @Override
    public Optional<Shape> shape() {
        return Optional.empty();
    }

    @Override
    public OptionalInt rank() {
        return OptionalInt.empty();
    }

    @Override
    public RowTensor read(SpecializedGetters row, int ordinal) {
        NpyFile file = NpyFile.read(row.getBinary(ordinal));
        return new RowTensor(TensorType.of(file.elementType(), file.shape()), file.elements());
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        return new NpyFile(type.elementType(), type.shape(), carrier).bytes();
    }

    @Override
    public DataType resultType(ElementType elementType, int rank) {
        return DataTypes.BinaryType;
    }
}
