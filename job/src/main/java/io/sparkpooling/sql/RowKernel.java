package io.sparkpooling.sql;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kernel bound to the types of one row's tensors, with views that are moved from row to row. */
record RowKernel(
        List<TensorType> types, Pooling pooling, PoolingKernel kernel, TensorView[] inputs, TensorView[] outputs) {

    static RowKernel bind(PoolingExpression expression, List<TensorType> types) {
        Pooling pooling = pooling(expression, types);
        return new RowKernel(
                types,
                pooling,
                Kernels.of(pooling),
                pooling.inputs().stream().map(TensorView::new).toArray(TensorView[]::new),
                pooling.outputs().stream()
                        .map(Output::type)
                        .map(TensorView::new)
                        .toArray(TensorView[]::new));
    }

    /** The pooling of tensors and companions of these types. */
    static Pooling pooling(PoolingExpression expression, List<TensorType> types) {
        Map<String, TensorType> companions = new LinkedHashMap<>();
        int at = 1;
        for (String parameter : expression.companions().keySet()) {
            companions.put(parameter, types.get(at++));
        }
        return expression.bind(types.get(0), companions);
    }

    /** Pools one row; each output lies in an array of its own. */
    Object[] pool(List<Object> carriers) {
        Object[] results = new Object[outputs.length];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input].moveTo(carriers.get(input), 0);
        }
        for (int output = 0; output < outputs.length; output++) {
            TensorType type = outputs[output].type();
            results[output] = type.elementType().newArray(type.shape().elementCount());
            outputs[output].moveTo(results[output], 0);
        }
        kernel.pool(inputs, outputs);
        return results;
    }
}
