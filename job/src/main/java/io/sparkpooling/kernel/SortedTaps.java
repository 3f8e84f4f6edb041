package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Quantile;
import io.sparkpooling.pooling.TopAverage;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A set of ranks as bits, with a finger on the word that was asked for last: the next window's median is near the last one's, so
 * the finger moves little.
 */
final class SortedTaps implements RankedWindow {
    private final ToDoubleFunction<SortedTaps> result;
    private final long[] words;
    private long[] keys = {};
    private int firstNan;
    private int count;
    private int nans;
    private int word;
    private int below;

    /** Of planes of at most {@code most} elements. */
    SortedTaps(int most, ToDoubleFunction<SortedTaps> result) {
        this.result = result;
        this.words = new long[most / Long.SIZE + 1];
    }

    /** A quantile by its two neighbours. */
    static double quantile(Quantile quantile, SortedTaps taps) {
        if (taps.count == 0 || taps.nans > 0) {
            return Double.NaN;
        }
        double position = quantile.position(taps.count);
        int at = (int) position;
        double lower = taps.at(at);
        double upper = at + 1 < taps.count && position != at ? taps.at(at + 1) : lower;
        return Quantile.between(lower, upper, position - at);
    }

    /** An average of the largest taps, added from the largest on. */
    static double topAverage(TopAverage average, SortedTaps taps) {
        int first = taps.count - average.taken(taps.count);
        double sum = 0;
        for (int i = taps.count - 1; i >= first; i--) {
            sum += taps.at(i);
        }
        return sum / (taps.count - first);
    }

    @Override
    public void begin(long[] sortedKeys, int keyCount) {
        keys = sortedKeys;
        firstNan = keyCount;
        while (firstNan > 0 && sortedKeys[firstNan - 1] == OrderKeys.NAN) {
            firstNan--;
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(words, 0);
        count = 0;
        nans = 0;
        word = 0;
        below = 0;
    }

    @Override
    public void add(int rank) {
        int at = rank >> 6;
        words[at] |= 1L << rank;
        count++;
        nans += rank >= firstNan ? 1 : 0;
        below += at < word ? 1 : 0;
    }

    @Override
    public void remove(int rank) {
        int at = rank >> 6;
        words[at] &= ~(1L << rank);
        count--;
        nans -= rank >= firstNan ? 1 : 0;
        below -= at < word ? 1 : 0;
    }

    @Override
    public int count() {
        return count;
    }

    /** The {@code i}-th tap of the sorted ones. */
    private double at(int i) {
        while (below > i) {
            below -= Long.bitCount(words[--word]);
        }
        while (below + Long.bitCount(words[word]) <= i) {
            below += Long.bitCount(words[word++]);
        }
        return OrderKeys.number(keys[word * Long.SIZE + place(words[word], i - below)]);
    }

    /** The place of the {@code i}-th bit that is set: by halves, then one by one. */
    private static int place(long bits, int i) {
        long rest = bits;
        int left = i;
        int place = 0;
        for (int half = Long.SIZE / 2; half >= Byte.SIZE; half /= 2) {
            int inHalf = Long.bitCount(rest & (1L << half) - 1);
            if (left >= inHalf) {
                left -= inHalf;
                rest >>>= half;
                place += half;
            }
        }
        for (; left > 0; left--) {
            rest &= rest - 1;
        }
        return place + Long.numberOfTrailingZeros(rest);
    }

    @Override
    public void write(TensorView destination, int index) {
        destination.setNumber(index, result.applyAsDouble(this));
    }
}
