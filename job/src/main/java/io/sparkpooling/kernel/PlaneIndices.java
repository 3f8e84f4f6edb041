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

    /**
     * The index for the window that was reduced last.
     *
     * @param places of its {@code count} taps in the plane
     */
    long of(TapReducer reducer, int[] places, int count) {
        return count == 0 ? nominalFirst() : places[reducer.selected(selection, count)];
    }

    private long nominalFirst() {
        long place = 0;
        for (int axis = 0; axis < windows.size(); axis++) {
            AxisWindows along = windows.get(axis);
            place = place * along.inputSize() + along.nominalFirst(window.output(axis));
        }
        return place;
    }
}
