package io.sparkpooling.storage;

import io.sparkpooling.tensor.TensorType;

/** The tensors of one column in one batch. Valid until the reader advances. */
public sealed interface TensorValues permits ArrayTensors, RowTensors {

    /** What a row of the batch holds. */
    RowState state(int row);

    /** Whether every row of the batch holds a tensor. */
    boolean allPresent();

    /** The type of a row that is present; the same object for neighbours of one type. */
    TensorType type(int row);

    /** The carrier array of the element type that a row lies in; unspecified where it is not present. */
    Object carrier(int row);

    /** Where the row begins in its carrier array. */
    int offset(int row);
}
