package io.sparkpooling.storage;

import io.sparkpooling.convention.RowParts;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Optional;

/** The pooled tensors of one column for the rows of one batch. */
public sealed interface PooledTensors permits PooledValues, PooledTensors.Rows {

    /** Whether a row is null. */
    boolean isNull(int row);

    /** A row of its own type; empty where it is null. Only of rows that have types of their own. */
    Optional<TensorView> tensor(int row);

    /** What a row has beside its tensor. */
    RowParts kept(int row);

    /**
     * Tensors that may differ in type.
     *
     * @param tensors one for each row; unspecified where the row is rejected
     * @param parts what each row has beside
     */
    record Rows(List<Optional<TensorView>> tensors, List<RowParts> parts) implements PooledTensors {
        public Rows {
            tensors = List.copyOf(tensors);
            parts = List.copyOf(parts);
        }

        @Override
        public boolean isNull(int row) {
            return tensors.get(row).isEmpty();
        }

        @Override
        public Optional<TensorView> tensor(int row) {
            return tensors.get(row);
        }

        @Override
        public RowParts kept(int row) {
            return parts.get(row);
        }
    }
}
