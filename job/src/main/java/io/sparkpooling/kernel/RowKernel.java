package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A kernel bound to the types of one row's tensors, with views that are moved from row to row.
 *
 * @param types of the tensor and its companions
 * @param inputs views of them, which the caller moves to a row's before each {@link #pool}
 */
public record RowKernel(
        List<TensorType> types, Pooling pooling, PoolingKernel kernel, TensorView[] inputs, TensorView[] outputs) {

    static RowKernel bind(
            PoolingExpression expression, List<TensorType> types, Function<Pooling, PoolingKernel> choice) {
        Pooling pooling = pooling(expression, types);
        return new RowKernel(
                types,
                pooling,
                choice.apply(pooling),
                pooling.inputs().stream().map(TensorView::new).toArray(TensorView[]::new),
                pooling.outputs().stream()
                        .map(Output::type)
                        .map(TensorView::new)
                        .toArray(TensorView[]::new));
    }

    /** The pooling of a tensor and its companions, of these types. */
    public static Pooling pooling(PoolingExpression expression, List<TensorType> types) {
        Map<String, TensorType> companions = new LinkedHashMap<>();
        int at = 1;
        for (String parameter : expression.companions().keySet()) {
            companions.put(parameter, types.get(at++));
        }
        return expression.bind(types.get(0), companions);
    }

    /** Pools the row that the inputs were moved to; each output lies in an array of its own. */
    public Object[] pool() {
        Object[] results = new Object[outputs.length];
        for (int output = 0; output < outputs.length; output++) {
            TensorType type = outputs[output].type();
            results[output] = type.elementType().newArray(type.shape().elementCount());
            outputs[output].moveTo(results[output], 0);
        }
        kernel.pool(inputs, outputs);
        return results;
    }
}
