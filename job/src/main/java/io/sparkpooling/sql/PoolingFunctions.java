package io.sparkpooling.sql;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** What Spark's generated code calls for each row. The arguments come as one struct: the tensor, then its companions. */
public final class PoolingFunctions {
    private PoolingFunctions() {}

    /** The pooled tensor as an array; null where an argument is. */
    public static ArrayData pool(InternalRow arguments, Plan plan) {
        if (arguments.anyNull()) {
            return null;
        }
        Pooled pooled = pooled(arguments, plan);
        return array(pooled, 0, plan);
    }

    /** All outputs as a struct of arrays; null where an argument is. */
    public static InternalRow poolAll(InternalRow arguments, Plan plan) {
        if (arguments.anyNull()) {
            return null;
        }
        Pooled pooled = pooled(arguments, plan);
        Object[] fields = new Object[pooled.results().length];
        for (int output = 0; output < fields.length; output++) {
            fields[output] = array(pooled, output, plan);
        }
        return new GenericInternalRow(fields);
    }

    private record Pooled(RowKernel kernel, Object[] results) {}

    private static Pooled pooled(InternalRow arguments, Plan plan) {
        try {
            List<TensorType> types = new ArrayList<>();
            List<Object> carriers = new ArrayList<>();
            for (int input = 0; input < plan.forms().size(); input++) {
                read(arguments, input, plan, types, carriers);
            }
            RowKernel kernel = plan.kernel(types);
            return new Pooled(kernel, kernel.pool(carriers));
        } catch (InvalidTensorException | InvalidArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot pool a row with %s: %s".formatted(plan.expression().operation(), e.getMessage()), e);
        }
    }

    private static void read(
            InternalRow arguments, int input, Plan plan, List<TensorType> types, List<Object> carriers) {
        Form form = plan.forms().get(input);
        ArrayData array = arguments.getArray(input);
        Shape arrays = Arrays.shape(array, form.depth());
        TensorType type = plan.type(input, arrays);
        if (type.shape().elementCount() != arrays.elementCount()) {
            throw new InvalidTensorException("%d values for shape %s (%d expected)"
                    .formatted(arrays.elementCount(), type.shape(), type.shape().elementCount()));
        }
        types.add(type);
        carriers.add(Arrays.carrier(array, arrays, form));
    }

    private static ArrayData array(Pooled pooled, int output, Plan plan) {
        TensorType type = pooled.kernel().outputs()[output].type();
        Shape shape = plan.isFlat() ? Shape.of(type.shape().elementCount()) : type.shape();
        return Arrays.nested(pooled.results()[output], shape, Form.sqlType(type.elementType(), shape.rank()));
    }
}
