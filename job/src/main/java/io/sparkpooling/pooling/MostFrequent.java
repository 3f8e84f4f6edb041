package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Arrays;

/**
 * The tap that occurs most often, of several the smallest: the longest run of the sorted taps, the first of the longest. Exact for
 * every type, so labels stay labels. Both zeros are one value, given as +0; NaN sorts last and wins.
 */
public record MostFrequent() implements Reduction {

    @Override
    public float reduce(float[] taps, int count, Window window) {
        Arrays.sort(taps, 0, count);
        if (count == 0 || Float.isNaN(taps[count - 1])) {
            return Float.NaN;
        }
        int best = 0;
        int longest = 0;
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && taps[to] == taps[from]) {
                to++;
            }
            best = to - from > longest ? from : best;
            longest = Math.max(longest, to - from);
        }
        return taps[best] + 0;
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        Arrays.sort(taps, 0, count);
        if (count == 0 || Double.isNaN(taps[count - 1])) {
            return Double.NaN;
        }
        int best = 0;
        int longest = 0;
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && taps[to] == taps[from]) {
                to++;
            }
            best = to - from > longest ? from : best;
            longest = Math.max(longest, to - from);
        }
        return taps[best] + 0;
    }

    @Override
    public long reduce(long[] taps, int count, Window window) {
        Arrays.sort(taps, 0, count);
        if (count == 0) {
            return Long.MIN_VALUE;
        }
        int best = 0;
        int longest = 0;
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && taps[to] == taps[from]) {
                to++;
            }
            best = to - from > longest ? from : best;
            longest = Math.max(longest, to - from);
        }
        return taps[best];
    }

    @Override
    public boolean ordersOnly() {
        return true;
    }
}
