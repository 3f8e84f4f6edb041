package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.Window;
import java.util.List;

/**
 * The plain loops for tensors whose pooled axes lie side by side: loops in place of recursion, tables in place of formulas. For
 * element types that float32 does not hold, and for reductions without fast loops of their own.
 */
final class DirectLoops implements PoolingKernel {
    private final Geometry geometry;
    private final Window window;
    private final TapReducer reducer;
    private final int[] taps;
    private final CountedTaps counted;
    private final int[] kept;
    private final double[] weights;

    DirectLoops(WindowedPooling pooling, Geometry geometry) {
        this.geometry = geometry;
        List<Axis> axes = List.of(geometry.depth(), geometry.height(), geometry.width());
        this.window = new Window(axes.stream().map(Axis::windows).toList());
        this.taps = new int[axes.stream().mapToInt(Axis::mostTaps).reduce(1, Math::multiplyExact)];
        this.counted = CountedTaps.of(pooling, geometry);
        this.kept = new int[counted.mayLeaveOut() ? taps.length : 0];
        this.weights = new double[pooling.taps().weights().isPresent() ? taps.length : 0];
        this.reducer = TapReducer.of(pooling, taps.length, weights);
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < geometry.outer(); plane++) {
            poolPlane(inputs, plane, outputs[0]);
        }
    }

    /** Pools one of the outer parts. */
    void poolPlane(TensorView[] inputs, int plane, TensorView destination) {
        int to = plane * geometry.planeOutputs();
        for (int od = 0; od < geometry.depth().outputs(); od++) {
            window.move(0, od);
            for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                window.move(1, oh);
                poolRow(inputs, plane * geometry.planeSize(), od, oh, destination, to);
                to += geometry.width().outputs() * geometry.inner();
            }
        }
    }

    private void poolRow(TensorView[] inputs, int plane, int od, int oh, TensorView destination, int row) {
        int to = row;
        for (int ow = 0; ow < geometry.width().outputs(); ow++) {
            window.move(2, ow);
            int listed = listTaps(plane, od, oh, ow);
            for (int i = 0; i < geometry.inner(); i++, to++) {
                reduce(inputs, plane, listed, destination, to);
                moveTaps(listed);
            }
        }
    }

    private void reduce(TensorView[] inputs, int plane, int listed, TensorView destination, int to) {
        if (!counted.mayLeaveOut()) {
            reducer.reduce(inputs[0], taps, listed, window, destination, to);
            return;
        }
        int count = 0;
        for (int i = 0; i < listed; i++) {
            if (counted.counts(inputs, plane, taps[i] - plane)) {
                if (weights.length > 0) {
                    weights[count] = counted.weight(inputs, plane, taps[i] - plane);
                }
                kept[count++] = taps[i];
            }
        }
        if (count == 0) {
            counted.writeNone(destination, to);
        } else {
            reducer.reduce(inputs[0], kept, count, window, destination, to);
        }
    }

    /** To the next of the inner elements. */
    private void moveTaps(int count) {
        for (int i = 0; i < count; i++) {
            taps[i]++;
        }
    }

    private int listTaps(int plane, int od, int oh, int ow) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        int widthTaps = width.taps()[ow];
        int step = width.step() * geometry.inner();
        int begin = plane + width.first()[ow] * geometry.inner();
        int count = 0;
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int at = begin + geometry.row(depth.tap(od, kd), height.tap(oh, kh));
                for (int kw = 0; kw < widthTaps; kw++, at += step) {
                    taps[count++] = at;
                }
            }
        }
        return count;
    }

    @Override
    public String name() {
        return "direct loops";
    }
}
