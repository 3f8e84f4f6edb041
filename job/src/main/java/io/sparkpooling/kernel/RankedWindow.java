package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/**
 * The taps of the current window as ranks among all elements of their plane: what a result needs that depends on the sorted taps.
 * A window that moves by one place loses and wins some taps; the others stay.
 */
interface RankedWindow {

    /** Goes to a plane whose elements that count have these keys, sorted; no window yet. */
    void begin(long[] sortedKeys, int count);

    /** Leaves all taps. */
    void clear();

    /** Takes the tap with that rank, which is not there yet. */
    void add(int rank);

    /** Leaves one tap. */
    void remove(int rank);

    /** The taps that are there. */
    int count();

    /** Writes the result of these taps. */
    void write(TensorView destination, int index);
}
