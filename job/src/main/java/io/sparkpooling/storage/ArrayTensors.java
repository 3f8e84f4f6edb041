package io.sparkpooling.storage;

import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;

/**
 * The tensors of one column in one batch: one carrier array for all rows, so that they can be read and pooled without an
 * object for each. The array is reused by the next batch.
 */
public final class ArrayTensors implements TensorValues {
    private final TensorType type;
    private final Object values;
    private final RowState[] states;
    private int present;
    private int rows;

    public ArrayTensors(TensorType type, int largestRows) {
        this.type = type;
        this.values = type.elementType()
                .newArray(Math.multiplyExact(largestRows, type.shape().elementCount()));
        this.states = new RowState[largestRows];
        Arrays.fill(states, RowState.PRESENT);
    }

    /** Begins a batch: all of its rows are present until it is said otherwise. */
    public void begin(int batchRows) {
        if (present < rows) {
            Arrays.fill(states, 0, rows, RowState.PRESENT);
        }
        rows = batchRows;
        present = batchRows;
    }

    public void setState(int row, RowState state) {
        if (!state.isPresent()) {
            states[row] = state;
            present--;
        }
    }

    /**
     * The carrier array of the element type: row {@code r} of the batch lies at {@code r * elementCount}, row-major.
     * Unspecified where the row is not present.
     */
    public Object values() {
        return values;
    }

    @Override
    public TensorType type(int row) {
        return type;
    }

    @Override
    public Object carrier(int row) {
        return values;
    }

    @Override
    public int offset(int row) {
        return row * type.shape().elementCount();
    }

    @Override
    public RowState state(int row) {
        return states[java.util.Objects.checkIndex(row, rows)];
    }

    @Override
    public boolean allPresent() {
        return present == rows;
    }
}
