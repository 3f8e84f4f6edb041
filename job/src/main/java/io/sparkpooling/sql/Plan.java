package io.sparkpooling.sql;

import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a call of a SQL function does, as a constant of the query: equal for equal calls, so that Spark can reuse what is equal.
 * Each thread binds for itself.
 *
 * @param expression the call in the expression language
 * @param forms of the tensor and its companions
 * @param sizes the tensor's shape where it comes as a flat array; empty where the arrays show it
 */
public record Plan(PoolingExpression expression, List<Form> forms, List<Integer> sizes) implements Serializable {
    private static final ThreadLocal<Optional<RowKernel>> LATEST = ThreadLocal.withInitial(Optional::empty);

    public Plan {
        forms = new ArrayList<>(forms);
        sizes = new ArrayList<>(sizes);
    }

    /** Whether the tensor comes as a flat array, and goes so. */
    boolean isFlat() {
        return !sizes.isEmpty();
    }

    /** The type of tensors of the given shape; the arrays' own where the call does not say it. */
    TensorType type(int input, Shape arrays) {
        Shape shape = input == 0 && isFlat()
                ? Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray())
                : arrays;
        return TensorType.of(forms.get(input).elementType(), shape);
    }

    /** This thread's kernel for tensors of these types: the latest one, if it is for the same. */
    RowKernel kernel(List<TensorType> types) {
        Optional<RowKernel> latest = LATEST.get();
        if (latest.isPresent() && latest.get().serves(this, types)) {
            return latest.get();
        }
        RowKernel fresh = RowKernel.bind(this, types);
        LATEST.set(Optional.of(fresh));
        return fresh;
    }
}
