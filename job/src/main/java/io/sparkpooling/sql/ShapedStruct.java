package io.sparkpooling.sql;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A struct of two fields, the elements and the shape: each row has a shape of its own, and so has its result.
 *
 * @param numbers how the elements lie
 * @param names of the fields as the column has them, in its order
 * @param dataAt which of the fields holds the elements; the other one is the shape
 * @param longSizes whether sizes are of type BIGINT, else INT
 */
record ShapedStruct(Numbers numbers, FieldNames names, int dataAt, boolean longSizes) implements Form {

    /** The names of the two fields. */
    record FieldNames(String first, String second) implements java.io.Serializable {}

    @Override
    public Optional<ElementType> elementType() {
        return Optional.of(numbers.elementType());
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
    public boolean isNull(SpecializedGetters row, int ordinal) {
        return row.isNullAt(ordinal) || row.getStruct(ordinal, 2).anyNull();
    }

    @Override
    public RowTensor read(SpecializedGetters row, int ordinal) {
        InternalRow struct = row.getStruct(ordinal, 2);
        return numbers.tensor(struct, dataAt, shape(struct.getArray(1 - dataAt)));
    }

    private Shape shape(ArrayData sizes) {
        int[] exact = new int[sizes.numElements()];
        for (int axis = 0; axis < exact.length; axis++) {
            if (sizes.isNullAt(axis)) {
                throw new InvalidTensorException("size %d of the shape is NULL".formatted(axis));
            }
            long size = longSizes ? sizes.getLong(axis) : sizes.getInt(axis);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new InvalidTensorException("size %d of the shape is %d".formatted(axis, size));
            }
            exact[axis] = (int) size;
        }
        return Shape.of(exact);
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        Object[] fields = new Object[2];
        fields[dataAt] = numbers.write(carrier, type);
        fields[1 - dataAt] = sizes(type.shape().toArray());
        return new GenericInternalRow(fields);
    }

    private ArrayData sizes(int[] sizes) {
        return longSizes
                ? UnsafeArrayData.fromPrimitiveArray(
                        IntStream.of(sizes).asLongStream().toArray())
                : UnsafeArrayData.fromPrimitiveArray(sizes);
    }

    @Override
    public DataType resultType(ElementType elementType, int rank) {
        DataType size = longSizes ? DataTypes.LongType : DataTypes.IntegerType;
        DataType[] types = new DataType[2];
        types[dataAt] = numbers.resultType(elementType);
        types[1 - dataAt] = DataTypes.createArrayType(size, false);
        return DataTypes.createStructType(new StructField[] {
            DataTypes.createStructField(names.first(), types[0], false),
            DataTypes.createStructField(names.second(), types[1], false)
        });
    }
}
