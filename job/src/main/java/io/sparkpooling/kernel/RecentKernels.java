package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kernels of one expression for the types that its latest rows had: rows whose shapes alternate do not bind each time, and a
 * column of ever new shapes does not fill the memory. Not for several threads.
 */
public final class RecentKernels {
    private final LinkedHashMap<List<TensorType>, RowKernel> kernels;
    private final Function<Pooling, PoolingKernel> choice;
    private Optional<RowKernel> latest = Optional.empty();

    /** @param limit how many are kept */
    public RecentKernels(int limit) {
        this(limit, Kernels::of);
    }

    /** @param choice which kernel computes a pooling */
    public RecentKernels(int limit, Function<Pooling, PoolingKernel> choice) {
        this.kernels = new Recent(limit);
        this.choice = choice;
    }

    /**
     * The kernel for a tensor and its companions of these types.
     *
     * @throws io.sparkpooling.tensor.InvalidArgumentException if such tensors cannot be pooled
     */
    public RowKernel of(PoolingExpression expression, List<TensorType> types) {
        if (latest.isEmpty() || !latest.get().types().equals(types)) {
            latest = Optional.of(kernels.computeIfAbsent(types, any -> RowKernel.bind(expression, types, choice)));
        }
        return latest.get();
    }

    private static final class Recent extends LinkedHashMap<List<TensorType>, RowKernel> {
        private static final long serialVersionUID = 1L;

        private final int limit;

        Recent(int limit) {
            super(limit, 1, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, RowKernel> eldest) {
            return size() > limit;
        }
    }
}
