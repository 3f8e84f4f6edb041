package io.sparkpooling.sql;

import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * What Spark's generated code calls for each row. The arguments come as one struct: the tensor, then its companions. The result
 * is null where an argument is.
 */
public final class PoolingFunctions {
    /** Companions with an element for each of the tensor: a flat one has the tensor's shape. */
    private static final Set<String> SHAPED_AS_THE_TENSOR = Set.of("indices", "mask", "weights");

    private PoolingFunctions() {}

    /** The pooled tensor as an array. */
    public static ArrayData poolArray(InternalRow arguments, Plan plan) {
        return isNull(arguments, plan) ? null : (ArrayData) pooled(arguments, plan)[0];
    }

    /** The pooled tensor as binary. */
    public static byte[] poolBytes(InternalRow arguments, Plan plan) {
        return isNull(arguments, plan) ? null : (byte[]) pooled(arguments, plan)[0];
    }

    /** The pooled tensor as a struct of its own. */
    public static InternalRow poolStruct(InternalRow arguments, Plan plan) {
        return isNull(arguments, plan) ? null : (InternalRow) pooled(arguments, plan)[0];
    }

    /** All outputs as the fields of a struct. */
    public static InternalRow poolAll(InternalRow arguments, Plan plan) {
        return isNull(arguments, plan) ? null : new GenericInternalRow(pooled(arguments, plan));
    }

    private static boolean isNull(InternalRow arguments, Plan plan) {
        List<Form> forms = plan.forms();
        for (int input = 0; input < forms.size(); input++) {
            if (forms.get(input).isNull(arguments, input)) {
                return true;
            }
        }
        return false;
    }

    private static Object[] pooled(InternalRow arguments, Plan plan) {
        try {
            List<TensorType> types = new ArrayList<>();
            List<Object> carriers = new ArrayList<>();
            read(arguments, plan, types, carriers);
            RowKernel kernel = plan.kernel(types);
            for (int input = 0; input < carriers.size(); input++) {
                kernel.inputs()[input].moveTo(carriers.get(input), 0);
            }
            return results(kernel, kernel.pool(), plan);
        } catch (InvalidTensorException | InvalidArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot pool a row with %s: %s".formatted(plan.expression().operation(), e.getMessage()), e);
        }
    }

    private static void read(InternalRow arguments, Plan plan, List<TensorType> types, List<Object> carriers) {
        RowTensor tensor = plan.forms().get(0).read(arguments, 0);
        types.add(tensor.type());
        carriers.add(tensor.carrier());
        int input = 1;
        for (String parameter : plan.expression().companions().keySet()) {
            RowTensor companion = plan.forms().get(input).read(arguments, input++);
            types.add(type(parameter, companion.type(), tensor.type()));
            carriers.add(companion.carrier());
        }
    }

    private static TensorType type(String parameter, TensorType companion, TensorType tensor) {
        boolean isFlat = companion.shape().rank() == 1
                && companion.shape().elementCount() == tensor.shape().elementCount();
        return isFlat && SHAPED_AS_THE_TENSOR.contains(parameter)
                ? tensor.withElementType(companion.elementType())
                : companion;
    }

    private static Object[] results(RowKernel kernel, Object[] carriers, Plan plan) {
        Object[] results = new Object[carriers.length];
        for (int output = 0; output < results.length; output++) {
            results[output] = plan.forms().get(0).write(carriers[output], kernel.outputs()[output].type());
        }
        return results;
    }
}
