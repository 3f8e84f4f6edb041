package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Arrays;

/**
 * The average of the largest taps, added from the largest on; sorts them in place, NaN to the end.
 *
 * @param most how many of them
 */
public record TopAverage(long most) implements Statistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        Arrays.sort(taps, 0, count);
        int first = count - taken(count);
        double sum = 0;
        for (int i = count - 1; i >= first; i--) {
            sum += taps[i];
        }
        return sum / (count - first);
    }

    /** How many of {@code count} taps are averaged. */
    public int taken(int count) {
        return (int) Math.min(most, count);
    }
}
