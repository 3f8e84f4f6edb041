package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.Window;

/** How many taps of each window of a plane count, one window after the other. */
final class TapCounts {
    private final Geometry geometry;
    private final CountedTaps counted;
    private final PlanePasses passes;
    private final Window window;
    private final int axes;
    private long[] counts = {};

    TapCounts(WindowedPooling pooling, Geometry geometry, CountedTaps counted) {
        this.geometry = geometry;
        this.counted = counted;
        this.passes = new PlanePasses(geometry, AxisSums::new);
        this.window = new Window(pooling.windows());
        this.axes = pooling.windows().size();
    }

    /** Goes to the plane that begins at element {@code from}. */
    void begin(TensorView[] inputs, int from) {
        if (counted.mayLeaveOut()) {
            long[] ones = passes.values();
            for (int i = 0; i < geometry.planeSize(); i++) {
                ones[i] = counted.counts(inputs, from, i) ? 1 : 0;
            }
            counts = passes.pool();
        }
    }

    /** Moves to the {@code output}-th output of the plane; gives the number of its taps that count. */
    int move(int output) {
        if (output % geometry.inner() == 0) {
            moveWindow(output / geometry.inner());
        }
        return counted.mayLeaveOut() ? (int) counts[output] : window.taps();
    }

    private void moveWindow(int place) {
        int rest = place;
        for (int axis = axes - 1; axis > 0; axis--) {
            int outputs = window.outputs(axis);
            window.move(axis, rest % outputs);
            rest /= outputs;
        }
        window.move(0, rest);
    }

    /** The window of the current output. */
    Window window() {
        return window;
    }

    /** Whether a window with {@code count} taps has none because they do not count. */
    boolean isNone(int count) {
        return count == 0 && counted.mayLeaveOut();
    }
}
