package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/** What windows give that lie wholly in padding. They are few, so the plain definition is asked. */
final class EmptyWindows {
    private static final int[] NO_TAPS = {};

    private final List<AxisWindows> windows;
    private final Window window;
    private final TapReducer reducer;
    private final Optional<PlaneIndices> positions;

    EmptyWindows(WindowedPooling pooling) {
        this.windows = pooling.windows();
        this.window = new Window(windows);
        this.reducer = TapReducer.of(pooling, 0, new double[0]);
        this.positions = pooling.indices().map(selection -> new PlaneIndices(selection, pooling, window));
    }

    /** Writes element {@code index} of the outputs, for the {@code place}-th window of its plane. */
    void write(TensorView source, TensorView[] outputs, int index, int place) {
        int rest = place;
        for (int axis = windows.size() - 1; axis >= 0; axis--) {
            window.move(axis, rest % windows.get(axis).outputSize());
            rest /= windows.get(axis).outputSize();
        }
        reducer.reduce(source, NO_TAPS, 0, window, outputs[0], index);
        if (positions.isPresent()) {
            outputs[outputs.length - 1].setInteger(index, positions.get().of(reducer, NO_TAPS, 0));
        }
    }
}
