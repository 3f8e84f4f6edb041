package io.sparkpooling.window;

import java.util.List;

/**
 * The window of one output element over all pooled axes, in logical order: how many taps it has and how many positions with
 * padding. Moves along with the loops that visit the outputs, so that nothing is allocated for each of them.
 */
public final class Window {
    private final List<AxisWindows> windows;
    private final int[] first;
    private final int[] taps;
    private final int[] extents;

    /** A window over these axes; stands nowhere until it is moved on each of them. */
    public Window(List<AxisWindows> windows) {
        this.windows = List.copyOf(windows);
        this.first = new int[windows.size()];
        this.taps = new int[windows.size()];
        this.extents = new int[windows.size()];
    }

    /** Moves to the window of {@code output} on one pooled axis. */
    public void move(int axis, int output) {
        first[axis] = windows.get(axis).first(output);
        taps[axis] = windows.get(axis).taps(output);
        extents[axis] = windows.get(axis).extent(output);
    }

    /** The number of pooled axes. */
    public int axes() {
        return taps.length;
    }

    /** The taps on one pooled axis. */
    public int taps(int axis) {
        return taps[axis];
    }

    /** Where the {@code tap}-th tap on one pooled axis lies, as an element of that axis. */
    public int tap(int axis, int tap) {
        return first[axis] + tap * windows.get(axis).step();
    }

    /** The taps in all. */
    public int taps() {
        int product = 1;
        for (int axisTaps : taps) {
            product *= axisTaps;
        }
        return product;
    }

    /** The positions in all: taps and padding. */
    public long extent() {
        long product = 1;
        for (int axisExtent : extents) {
            product *= axisExtent;
        }
        return product;
    }
}
