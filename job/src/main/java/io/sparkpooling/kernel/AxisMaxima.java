package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * The largest key of each window of one axis: maxima of 1, 2, 4, ... neighbouring taps at every place, and of a window the larger
 * of two of those, which together are the window. So k taps cost log2 k steps, for windows of any sizes.
 */
final class AxisMaxima implements PlanePasses.Pass {
    private final Axis axis;
    private final int after;
    private final int before;
    private final int[] levels;
    private final int highest;

    /** Of {@code before} times the axis times {@code after} keys. */
    AxisMaxima(int before, Axis axis, int after) {
        this.axis = axis;
        this.before = before;
        this.after = after;
        this.levels = Arrays.stream(axis.taps())
                .map(taps -> Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, taps)))
                .toArray();
        this.highest = Arrays.stream(levels).max().orElse(0);
    }

    @Override
    public void pool(long[] keys, long[] largest) {
        for (int level = 0; level <= highest; level++) {
            if (level > 0) {
                join(keys, (1 << level - 1) * axis.step() * after);
            }
            for (int output = 0; output < axis.outputs(); output++) {
                if (levels[output] == level) {
                    write(keys, output, largest);
                }
            }
        }
    }

    /** Beyond the end of the axis it joins what does not belong together, but no window looks there. */
    private void join(long[] keys, int distance) {
        int end = before * axis.size() * after - distance;
        for (int i = 0; i < end; i++) {
            keys[i] = Math.max(keys[i], keys[i + distance]);
        }
    }

    private void write(long[] keys, int output, long[] largest) {
        int taps = axis.taps()[output];
        int first = axis.first()[output] * after;
        int second = first + (taps - (1 << levels[output])) * axis.step() * after;
        for (int slab = 0; slab < before; slab++) {
            int to = (slab * axis.outputs() + output) * after;
            int from = slab * axis.size() * after;
            if (taps == 0) {
                Arrays.fill(largest, to, to + after, Keys.NONE);
            } else {
                writeLarger(keys, from + first, from + second, largest, to);
            }
        }
    }

    private void writeLarger(long[] keys, int first, int second, long[] largest, int to) {
        for (int i = 0; i < after; i++) {
            largest[to + i] = Math.max(keys[first + i], keys[second + i]);
        }
    }
}
