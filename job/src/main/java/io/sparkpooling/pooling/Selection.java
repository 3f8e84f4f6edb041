package io.sparkpooling.pooling;

/**
 * Which tap of a window a reduction chooses: for reductions whose result is one of the taps. The taps come as for {@link
 * Reduction}.
 */
public interface Selection {

    /** The chosen one of {@code count} taps; 0 where there are none. */
    int select(float[] taps, int count);

    /** Of float64. */
    int select(double[] taps, int count);

    /** Of integers. */
    int select(long[] taps, int count);

    /** What the indices of the chosen taps count. */
    default Numbering numbering() {
        return Numbering.PLANE;
    }
}
