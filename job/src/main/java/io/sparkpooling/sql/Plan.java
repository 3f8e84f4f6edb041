package io.sparkpooling.sql;

import io.sparkpooling.kernel.RecentKernels;
import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a call of a SQL function does, as a constant of the query: equal for equal calls, so that Spark can reuse what is equal.
 * Each thread binds for itself, and keeps its kernels for this call: other calls of the same query have their own.
 */
public final class Plan implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Kept by each thread. */
    private static final int KERNELS = 16;

    private final PoolingExpression expression;
    private final ArrayList<Form> forms;
    private final transient ThreadLocal<RecentKernels> kernels =
            ThreadLocal.withInitial(() -> new RecentKernels(KERNELS));

    /**
     * @param expression the call in the expression language
     * @param forms of the tensor and its companions
     */
    Plan(PoolingExpression expression, List<Form> forms) {
        this.expression = expression;
        this.forms = new ArrayList<>(forms);
    }

    PoolingExpression expression() {
        return expression;
    }

    List<Form> forms() {
        return forms;
    }

    /** This thread's kernel for tensors of these types. */
    RowKernel kernel(List<TensorType> types) {
        return kernels.get().of(expression, types);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan plan && expression.equals(plan.expression) && forms.equals(plan.forms);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, forms);
    }

    @Override
    public String toString() {
        return expression.canonical();
    }

    private Object readResolve() {
        return new Plan(expression, forms);
    }
}
