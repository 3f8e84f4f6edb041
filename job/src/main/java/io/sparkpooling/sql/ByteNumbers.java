package io.sparkpooling.sql;

import io.sparkpooling.convention.ElementBytes;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Binary: elements as their little-endian bytes, one after the other. */
record ByteNumbers(ElementType elementType) implements Numbers {

    @Override
    public int count(SpecializedGetters row, int ordinal) {
        int bytes = row.getBinary(ordinal).length;
        if (bytes % elementType.bytes() != 0) {
            throw new InvalidTensorException("%d bytes are no whole number of %s".formatted(bytes, elementType));
        }
        return bytes / elementType.bytes();
    }

    @Override
    public Object carrier(SpecializedGetters row, int ordinal, int count) {
        ByteBuffer bytes = ByteBuffer.wrap(row.getBinary(ordinal)).order(ByteOrder.LITTLE_ENDIAN);
        return ElementBytes.read(bytes, elementType, count);
    }

    @Override
    public Object write(Object carrier, TensorType type) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        ElementBytes.write(carrier, bytes);
        return bytes.array();
    }

    @Override
    public DataType resultType(ElementType type) {
        return DataTypes.BinaryType;
    }
}
