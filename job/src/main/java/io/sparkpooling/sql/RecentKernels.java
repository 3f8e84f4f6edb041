package io.sparkpooling.sql;

import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thread's kernels of one call, for the shapes that its latest rows had: rows whose shapes alternate do not bind each time,
 * and a column of ever new shapes does not fill the memory.
 */
final class RecentKernels {
    private static final int LIMIT = 16;

    private final LinkedHashMap<List<TensorType>, RowKernel> kernels = new Recent();
    private Optional<RowKernel> latest = Optional.empty();

    RowKernel of(PoolingExpression expression, List<TensorType> types) {
        if (latest.isEmpty() || !latest.get().types().equals(types)) {
            latest = Optional.of(kernels.computeIfAbsent(types, any -> RowKernel.bind(expression, types)));
        }
        return latest.get();
    }

    private static final class Recent extends LinkedHashMap<List<TensorType>, RowKernel> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(LIMIT, 1, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, RowKernel> eldest) {
            return size() > LIMIT;
        }
    }
}
