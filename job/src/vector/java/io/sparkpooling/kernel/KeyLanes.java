package io.sparkpooling.kernel;

import io.sparkpooling.kernel.RowBands.Band;

/**
 * The loops of {@link VectorExtremes} for elements of one width. They work on keys: numbers whose order as signed integers is that of
 * the elements, -0 before +0, and NaN without a sign behind infinity. Everything is written out in each loop, because what the
 * compiler does not inline makes objects of vectors.
 */
interface KeyLanes {

    /** Makes keys of the rows of the input of a band, the first of which begins at {@code from}. */
    void read(Object source, int from, Band band);

    /** The largest keys of the rows that belong to each row of outputs. */
    void fold(Band band);

    /** The largest keys of the windows along these rows. */
    void slide(Band band);

    /** Writes the elements that these are the keys of from {@code to} on. */
    void write(Band band, Object destination, int to);

    /**
     * Whether what was pooled since the last call may be wrong: there was a NaN that does not come out on top, or a result is zero
     * and there was a -0.
     */
    boolean isDoubtful();
}
