package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Selection;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;

/**
 * Where in its plane the chosen tap of a window lies, as PyTorch counts: row-major over the pooled logical axes of the input,
 * without padding. A window without taps gives the position where its first one would have been.
 */
final class PlaneIndices {
    private final Selection selection;
    private final List<AxisWindows> windows;
    private final Window window;

    PlaneIndices(Selection selection, WindowedPooling pooling, Window window) {
        this.selection = selection;
        this.windows = pooling.windows();
        this.window = window;
    }

    /** The index for the window that was reduced last. */
    long of(TapReducer reducer, int count) {
        int selected = count == 0 ? 0 : reducer.selected(selection, count);
        return place(count == 0, selected);
    }

    private long place(boolean empty, int selected) {
        long place = 0;
        long stride = 1;
        int remaining = selected;
        for (int axis = windows.size() - 1; axis >= 0; axis--) {
            AxisWindows along = windows.get(axis);
            int taps = Math.max(1, window.taps(axis));
            int at = empty ? along.nominalFirst(window.output(axis)) : window.tap(axis, remaining % taps);
            remaining /= taps;
            place += at * stride;
            stride *= along.inputSize();
        }
        return place;
    }
}
