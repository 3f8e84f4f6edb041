package io.sparkpooling.storage;

import io.sparkpooling.convention.RowParts;
import io.sparkpooling.tensor.TensorView;
import java.util.BitSet;
import java.util.Optional;

/**
 * The pooled tensors of one column for the rows of one batch.
 *
 * @param values the carrier array of the element type; row {@code r} of the batch lies at {@code r * elementCount}, row-major;
 *     unspecified where the row is null or rejected
 * @param nulls the rows of the batch that are null
 */
public record PooledValues(Object values, BitSet nulls) implements PooledTensors {

    @Override
    public boolean isNull(int row) {
        return nulls.get(row);
    }

    @Override
    public Optional<TensorView> tensor(int row) {
        throw new UnsupportedOperationException("tensors of one type lie in one array");
    }

    @Override
    public RowParts kept(int row) {
        return RowParts.NONE;
    }
}
