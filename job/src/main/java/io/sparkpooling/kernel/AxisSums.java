package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * The sum of each window of one axis as a difference of running sums, so that k taps cost two steps. In int64, where every order
 * of adding gives the same, also when a sum wraps around.
 */
final class AxisSums implements PlanePasses.Pass {
    private final Axis axis;
    private final int before;
    private final int after;

    AxisSums(int before, Axis axis, int after) {
        this.axis = axis;
        this.before = before;
        this.after = after;
    }

    @Override
    public void pool(long[] values, long[] sums) {
        for (int slab = 0; slab < before; slab++) {
            int from = slab * axis.size() * after;
            accumulate(values, from, axis.size() * after);
            for (int output = 0; output < axis.outputs(); output++) {
                write(values, from, output, sums, (slab * axis.outputs() + output) * after);
            }
        }
    }

    private void accumulate(long[] values, int from, int length) {
        int distance = axis.step() * after;
        for (int i = from + distance; i < from + length; i++) {
            values[i] += values[i - distance];
        }
    }

    private void write(long[] values, int from, int output, long[] sums, int to) {
        int taps = axis.taps()[output];
        if (taps == 0) {
            Arrays.fill(sums, to, to + after, 0);
            return;
        }
        int last = from + axis.tap(output, taps - 1) * after;
        int beforeFirst = axis.first()[output] - axis.step();
        if (beforeFirst < 0) {
            System.arraycopy(values, last, sums, to, after);
            return;
        }
        int first = from + beforeFirst * after;
        for (int i = 0; i < after; i++) {
            sums[to + i] = values[last + i] - values[first + i];
        }
    }
}
