package io.sparkpooling.pooling;

/**
 * A statistic of what windows share with their neighbours: exact sums of terms of each tap, and the largest and the smallest tap.
 * Where a term is not an ordinary number, or a sum not exact ({@link ExactSum}), {@link #reduce} is the definition. Whatever has
 * exact sums has them in part too, so a window's result does not depend on how far a kernel shares.
 */
public interface SummedStatistic extends Statistic {

    /** The number of terms that are summed for each tap. */
    int terms();

    /**
     * A term of a tap.
     *
     * @param term which one
     * @param weight of the tap; 1 where taps have none
     * @param first the first term of the same tap, for the others, which may be made of it
     * @return NaN if it cannot be summed
     */
    double term(int term, double tap, double weight, double first);

    /** Whether the result depends on the largest tap. */
    default boolean ofLargest() {
        return false;
    }

    /** Whether the result depends on the smallest tap. */
    default boolean ofSmallest() {
        return false;
    }

    /** What a window with at least one tap becomes. */
    double result(WindowSums sums);
}
