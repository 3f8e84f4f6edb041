package io.sparkpooling.sql;

import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call of a SQL function does, as a constant of the query: equal for equal calls, so that Spark can reuse what is equal.
 * Each thread binds for itself, and keeps its latest kernel for this call: other calls of the same query have their own.
 */
public final class Plan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PoolingExpression expression;
    private final ArrayList<Form> forms;
    private final ArrayList<Integer> sizes;
    private final transient ThreadLocal<Optional<RowKernel>> latest = ThreadLocal.withInitial(Optional::empty);

    /**
     * @param expression the call in the expression language
     * @param forms of the tensor and its companions
     * @param sizes the tensor's shape where it comes as a flat array; empty where the arrays show it
     */
    Plan(PoolingExpression expression, List<Form> forms, List<Integer> sizes) {
        this.expression = expression;
        this.forms = new ArrayList<>(forms);
        this.sizes = new ArrayList<>(sizes);
    }

    PoolingExpression expression() {
        return expression;
    }

    List<Form> forms() {
        return forms;
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
        Optional<RowKernel> known = latest.get().filter(kernel -> kernel.types().equals(types));
        if (known.isPresent()) {
            return known.get();
        }
        RowKernel fresh = RowKernel.bind(expression, types);
        latest.set(Optional.of(fresh));
        return fresh;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan plan
                && expression.equals(plan.expression)
                && forms.equals(plan.forms)
                && sizes.equals(plan.sizes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, forms, sizes);
    }

    @Override
    public String toString() {
        return expression.canonical();
    }

    private Object readResolve() {
        return new Plan(expression, forms, sizes);
    }
}
