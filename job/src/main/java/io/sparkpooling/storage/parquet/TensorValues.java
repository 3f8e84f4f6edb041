package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.RowState;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;

/**
 * The tensors of one column in one batch: one carrier array for all rows, so that they can be read and pooled without an
 * object for each. The array is reused by the next batch.
 */
public final class TensorValues {
    private final Object values;
    private final RowState[] states;
    private int present;
    private int rows;

    TensorValues(TensorType type, int largestRows) {
        this.values = type.elementType()
                .newArray(Math.multiplyExact(largestRows, type.shape().elementCount()));
        this.states = new RowState[largestRows];
        Arrays.fill(states, RowState.PRESENT);
    }

    /** Begins a batch: all of its rows are present until it is said otherwise. */
    void begin(int batchRows) {
        if (present < rows) {
            Arrays.fill(states, 0, rows, RowState.PRESENT);
        }
        rows = batchRows;
        present = batchRows;
    }

    void setState(int row, RowState state) {
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

    /** What a row of the batch holds. */
    public RowState state(int row) {
        return states[java.util.Objects.checkIndex(row, rows)];
    }

    /** Whether every row of the batch holds a tensor. */
    public boolean allPresent() {
        return present == rows;
    }
}
