package io.sparkpooling.kernel;

import io.sparkpooling.pooling.ExactSum;

/** The exact sum of the terms of each window of a plane: running sums of the words that an {@link ExactSum} makes of a term. */
final class SumPasses {
    private final ExactSum sum;
    private final double[] terms;
    private final PlanePasses lowPasses;
    private final PlanePasses highPasses;
    private long[] lowSums = {};
    private long[] highSums = {};

    /**
     * @param sum what the words mean, and where a window's sum is set
     * @param terms one for each element of a plane
     */
    SumPasses(Geometry geometry, ExactSum sum, double[] terms) {
        this.sum = sum;
        this.terms = terms;
        this.lowPasses = new PlanePasses(geometry, AxisSums::new);
        this.highPasses = new PlanePasses(geometry, AxisSums::new);
    }

    /** Sums the terms of a plane. */
    void pool() {
        long[] low = lowPasses.values();
        for (int i = 0; i < terms.length; i++) {
            low[i] = sum.low(terms[i]);
        }
        lowSums = lowPasses.pool();
        if (sum.isWide()) {
            long[] high = highPasses.values();
            for (int i = 0; i < terms.length; i++) {
                high[i] = sum.high(terms[i]);
            }
            highSums = highPasses.pool();
        }
    }

    /** Sets the sum to that of one window. */
    void move(int output) {
        sum.set(sum.isWide() ? highSums[output] : 0, lowSums[output]);
    }
}
