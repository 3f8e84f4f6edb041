package io.sparkpooling.report;

/**
 * Sums of a block of {@value #LENGTH} floats by halving: as long as there is more than one, value j and value j + half are joined. It is
 * the one order of summing that vectors of any width can keep, and its rounding error is that of twelve additions, not of 4096.
 * With values that are not all finite, the figures tell nothing but that by {@link #squares}, which is not finite either.
 */
interface Halving {
    /** The values of a block. */
    int LENGTH = 4096;

    /** Sums the block of {@code values} that begins at {@code from} up. */
    void sum(float[] values, int from, float pivot);

    /** The sum of value − pivot. */
    float deviations();

    /** The sum of (value − pivot)². */
    float squares();

    /** How many values are neither 0 nor -0. */
    int nonzeros();

    /** The least value, where -0 is less than 0. */
    float lowest();

    /** The largest value, where -0 is less than 0. */
    float highest();
}
