package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/**
 * A key for each element of a plane, all of them different, so that the largest key of a window is the tap that the definition
 * chooses: the largest, or the smallest; of several NaN the last; of equal ones the first.
 */
interface Keys {
    /** Of an element that does not count: smaller than all keys. */
    long NONE = Long.MIN_VALUE;

    /** Writes the keys of the plane that begins at element {@code from} of the first input. */
    void write(TensorView[] inputs, int from, long[] keys);

    /** The place of a key's element in its plane, of those places that have {@code inner} element {@code column}. */
    int place(long key, int column);
}
