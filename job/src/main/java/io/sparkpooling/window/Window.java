package io.sparkpooling.window;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The window of one output element over all pooled axes, in logical order: how many taps it has and how many positions with
 * padding. Moves along with the loops that visit the outputs, so that nothing is allocated for each of them; it looks up tables,
 * because the formulas divide.
 */
public final class Window {
    private final Table[] tables;
    private final int[] at;

    /** A window over these axes; stands over the first output until it is moved. */
    public Window(List<AxisWindows> windows) {
        this.tables = windows.stream().map(Table::of).toArray(Table[]::new);
        this.at = new int[tables.length];
    }

    private record Table(AxisWindows windows, int[] first, int[] taps, int[] extents, int step) {
        static Table of(AxisWindows windows) {
            return new Table(
                    windows,
                    table(windows, windows::first),
                    table(windows, windows::taps),
                    table(windows, windows::extent),
                    windows.step());
        }

        private static int[] table(AxisWindows windows, IntUnaryOperator entry) {
            return IntStream.range(0, windows.outputSize()).map(entry).toArray();
        }
    }

    /** Moves to the window of {@code output} on one pooled axis. */
    public void move(int axis, int output) {
        at[axis] = output;
    }

    /** The output on one pooled axis that this is the window of. */
    public int output(int axis) {
        return at[axis];
    }

    /** The number of outputs along one pooled axis. */
    public int outputs(int axis) {
        return tables[axis].first.length;
    }

    /** The place of the output among all of them, in row-major order; axes with a single output do not change it. */
    public long place() {
        long place = 0;
        for (int axis = 0; axis < at.length; axis++) {
            place = place * tables[axis].first.length + at[axis];
        }
        return place;
    }

    /** The number of pooled axes. */
    public int axes() {
        return at.length;
    }

    /** The taps on one pooled axis. */
    public int taps(int axis) {
        return tables[axis].taps[at[axis]];
    }

    /** Where the {@code tap}-th tap on one pooled axis lies, as an element of that axis. */
    public int tap(int axis, int tap) {
        Table table = tables[axis];
        return table.windows.element(table.first[at[axis]] + tap * table.step);
    }

    /** The taps in all. */
    public int taps() {
        int product = 1;
        for (int axis = 0; axis < at.length; axis++) {
            product *= taps(axis);
        }
        return product;
    }

    /** The positions in all: taps and padding. */
    public long extent() {
        long product = 1;
        for (int axis = 0; axis < at.length; axis++) {
            product *= tables[axis].extents[at[axis]];
        }
        return product;
    }
}
