package io.sparkpooling.pooling;

import java.util.stream.IntStream;

/** What a {@link SummedStatistic} needs to know of a window; one object that moves along from window to window. */
public final class WindowSums {
    private final SummedStatistic statistic;
    private final ExactSum[] sums;
    private final double[][] terms;
    private double largest;
    private double smallest;
    private int count;

    /** Of windows with at most {@code mostTaps} taps. */
    public WindowSums(SummedStatistic statistic, int mostTaps) {
        this.statistic = statistic;
        this.sums = IntStream.range(0, statistic.terms())
                .mapToObj(term -> new ExactSum())
                .toArray(ExactSum[]::new);
        this.terms = new double[sums.length][mostTaps];
    }

    /**
     * Sums the terms of some taps.
     *
     * @param weights one for each tap, or none
     * @return whether the sums are exact
     */
    public boolean sum(double[] taps, double[] weights, int tapCount) {
        begin();
        for (int i = 0; i < tapCount; i++) {
            note(i, taps[i], weights.length == 0 ? 1 : weights[i]);
        }
        if (!areExact(tapCount)) {
            return false;
        }
        for (int term = 0; term < sums.length; term++) {
            for (int i = 0; i < tapCount; i++) {
                sums[term].add(terms[term][i]);
            }
        }
        findExtremes(taps, tapCount);
        return true;
    }

    private void findExtremes(double[] taps, int tapCount) {
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tapCount; i++) {
            max = Math.max(max, taps[i]);
            min = Math.min(min, taps[i]);
        }
        move(max, min, tapCount);
    }

    /** Forgets all terms. */
    public void begin() {
        for (ExactSum sum : sums) {
            sum.begin();
        }
    }

    /** Keeps the terms of the {@code i}-th tap. */
    public void note(int i, double tap, double weight) {
        for (int term = 0; term < sums.length; term++) {
            double value = statistic.term(term, tap, weight, terms[0][i]);
            terms[term][i] = value;
            sums[term].note(value);
        }
    }

    /** Keeps nothing for the {@code i}-th tap, which does not count. */
    public void skip(int i) {
        for (double[] values : terms) {
            values[i] = 0;
        }
    }

    /** Whether every sum of {@code most} of the terms is exact. */
    public boolean areExact(int most) {
        boolean exact = true;
        for (ExactSum sum : sums) {
            exact &= sum.isExact(most);
        }
        return exact;
    }

    /** One of the terms of each tap, as they were kept. */
    public double[] terms(int term) {
        return terms[term];
    }

    /** The sum of one of the terms. */
    public ExactSum sum(int term) {
        return sums[term];
    }

    /** Moves to a window with other extremes and taps, and with the sums that {@link #sum(int)} is set to. */
    public void move(double newLargest, double newSmallest, int newCount) {
        largest = newLargest;
        smallest = newSmallest;
        count = newCount;
    }

    /** The largest tap. */
    double largest() {
        return largest;
    }

    /** The smallest tap. */
    double smallest() {
        return smallest;
    }

    /** The number of taps. */
    int count() {
        return count;
    }
}
