package io.sparkpooling.storage;

import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Optional;

/** The pooled tensors of one column for the rows of one batch. */
public sealed interface PooledTensors permits PooledValues, PooledTensors.Rows {

    /** Whether a row is null. */
    boolean isNull(int row);

    /** A row of its own type; empty where it is null. Only of rows that have types of their own. */
    Optional<TensorView> tensor(int row);

    /**
     * Tensors that may differ in type.
     *
     * @param tensors one for each row; unspecified where the row is rejected
     */
    record Rows(List<Optional<TensorView>> tensors) implements PooledTensors {
        public Rows {
            tensors = List.copyOf(tensors);
        }

        @Override
        public boolean isNull(int row) {
            return tensors.get(row).isEmpty();
        }

        @Override
        public Optional<TensorView> tensor(int row) {
            return tensors.get(row);
        }
    }
}
