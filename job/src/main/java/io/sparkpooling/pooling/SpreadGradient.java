package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.function.Supplier;

/**
 * The gradient of averages: that of each window is divided and then added to all of its taps, window after window in row-major
 * order. Every step rounds to the element type, as PyTorch's do. Not for several threads: it keeps the window that it is at.
 */
final class SpreadGradient implements Routine {
    private final PlaneWindows windows;
    private final Share share;
    private final PlaneLayout from;
    private final PlaneLayout to;
    private final int[] places;

    /** What each tap of a window gets of the window's gradient, in the element type. */
    interface Share {
        double of(double gradient, Window window);
    }

    /**
     * @param windows of each pooled axis, in logical order
     * @param from the places of gradients of the output
     * @param to the places of gradients of the input
     */
    private SpreadGradient(List<AxisWindows> windows, Share share, PlaneLayout from, PlaneLayout to) {
        this.windows = new PlaneWindows(windows);
        this.share = share;
        this.from = from;
        this.to = to;
        this.places = new int[this.windows.mostTaps()];
    }

    /** Makes one for each thread. */
    static Supplier<Routine> over(List<AxisWindows> windows, Share share, PlaneLayout from, PlaneLayout to) {
        return () -> new SpreadGradient(windows, share, from, to);
    }

    @Override
    public void compute(TensorView[] inputs, TensorView[] outputs) {
        outputs[0].clear();
        for (int plane = 0; plane < from.planes().length; plane++) {
            for (int place = 0; place < from.places().length; place++) {
                Window window = windows.moveTo(place);
                double part = share.of(inputs[0].number(from.element(plane, place)), window);
                add(part, windows.list(places), plane, outputs[0]);
            }
        }
    }

    private void add(double part, int count, int plane, TensorView output) {
        for (int i = 0; i < count; i++) {
            int element = to.element(plane, places[i]);
            output.setNumber(element, output.number(element) + part);
        }
    }
}
