package io.sparkpooling.pooling;

import io.sparkpooling.tensor.Shape;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.stream.IntStream;

/** The windows of a plane one after the other, each with the places of its taps; both in row-major order. */
final class PlaneWindows {
    private final List<AxisWindows> windows;
    private final Window window;
    private final int outputs;
    private final int[] strides;

    PlaneWindows(List<AxisWindows> windows) {
        this.windows = List.copyOf(windows);
        this.window = new Window(windows);
        this.outputs = windows.stream().mapToInt(AxisWindows::outputSize).reduce(1, Math::multiplyExact);
        this.strides = Shape.of(
                        windows.stream().mapToInt(AxisWindows::inputSize).toArray())
                .strides();
    }

    /** How many windows there are. */
    int outputs() {
        return outputs;
    }

    /** The most taps that a window has; at least 1. */
    int mostTaps() {
        return windows.stream().mapToInt(PlaneWindows::mostTaps).reduce(1, Math::multiplyExact);
    }

    private static int mostTaps(AxisWindows along) {
        return IntStream.range(0, along.outputSize()).map(along::taps).reduce(1, Math::max);
    }

    /** The window of an output. */
    Window moveTo(int output) {
        int rest = output;
        for (int axis = windows.size() - 1; axis >= 0; axis--) {
            int outputs = windows.get(axis).outputSize();
            window.move(axis, rest % outputs);
            rest /= outputs;
        }
        return window;
    }

    /** Lists the places of the taps of the window moved to last; gives their number. */
    int list(int[] places) {
        return list(0, 0, places, 0);
    }

    private int list(int axis, int place, int[] places, int count) {
        if (axis == strides.length) {
            places[count] = place;
            return count + 1;
        }
        int listed = count;
        for (int tap = 0; tap < window.taps(axis); tap++) {
            listed = list(axis + 1, place + window.tap(axis, tap) * strides[axis], places, listed);
        }
        return listed;
    }
}
