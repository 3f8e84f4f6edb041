package io.sparkpooling.kernel;

import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/**
 * The definition of every pooling, for any rank, pooled axes, layout and element type: visits the outputs in the order in which
 * they lie, lists where the taps of each window are, in row-major order of the logical pooled axes, and reduces them.
 */
final class PlainLoops implements PoolingKernel {
    private final Shape outputShape;
    private final int[] inputStrides;
    private final List<Integer> axes;
    private final List<AxisWindows> windows;
    private final int[] pooledIndex;
    private final Window window;
    private final TapReducer reducer;
    private final int[] taps;
    private final Optional<PlaneIndices> indices;

    private final TapFilter filter;
    private final boolean allCount;
    private final int[] places;
    private final int[] placeStrides;

    private TensorView[] tensors;
    private TensorView source;
    private TensorView destination;
    private TensorView positions;

    PlainLoops(WindowedPooling pooling) {
        this.outputShape = pooling.output().shape();
        this.inputStrides = pooling.input().shape().strides();
        this.axes = pooling.axes();
        this.windows = pooling.windows();
        this.pooledIndex = pooledIndex(outputShape.rank(), axes);
        this.window = new Window(windows);
        int mostTaps = windows.stream().map(Axis::of).mapToInt(Axis::mostTaps).reduce(1, Math::multiplyExact);
        this.taps = new int[mostTaps];
        this.filter = new TapFilter(pooling.taps(), mostTaps);
        this.allCount = pooling.taps().equals(TapRule.ALL);
        this.places = new int[mostTaps];
        this.placeStrides = Shape.of(
                        windows.stream().mapToInt(AxisWindows::inputSize).toArray())
                .strides();
        this.reducer = TapReducer.of(pooling, mostTaps, filter.weights());
        this.indices = pooling.indices().map(selection -> new PlaneIndices(selection, pooling, window));
    }

    /** For each axis its place among the pooled ones, or their number if it is not pooled. */
    private static int[] pooledIndex(int rank, List<Integer> axes) {
        int[] index = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            index[axis] = axes.contains(axis) ? axes.indexOf(axis) : axes.size();
        }
        return index;
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        tensors = inputs;
        source = inputs[0];
        destination = outputs[0];
        positions = outputs[outputs.length - 1];
        visit(0, 0, 0);
    }

    /** Visits the outputs from {@code to} on that differ on {@code axis} and those behind it. */
    private int visit(int axis, int from, int to) {
        if (axis == outputShape.rank()) {
            reduce(from, to);
            return to + 1;
        }
        int next = to;
        boolean pooled = pooledIndex[axis] < axes.size();
        for (int i = 0; i < outputShape.size(axis); i++) {
            if (pooled) {
                window.move(pooledIndex[axis], i);
            }
            next = visit(axis + 1, pooled ? from : from + i * inputStrides[axis], next);
        }
        return next;
    }

    private void reduce(int from, int to) {
        int listed = listTaps(0, from, 0, 0);
        int count = allCount ? listed : filter.keep(tensors, taps, places, listed);
        if (count == 0 && !allCount) {
            filter.writeNone(destination, to);
            return;
        }
        reducer.reduce(source, taps, count, window, destination, to);
        if (indices.isPresent()) {
            positions.setInteger(to, indices.get().of(reducer, places, count));
        }
    }

    /** Lists the taps on the {@code i}-th pooled axis and those behind it; gives their number with those listed before. */
    private int listTaps(int i, int from, int place, int count) {
        if (i == axes.size()) {
            taps[count] = from;
            places[count] = place;
            return count + 1;
        }
        int stride = inputStrides[axes.get(i)];
        int listed = count;
        for (int tap = 0; tap < window.taps(i); tap++) {
            int at = window.tap(i, tap);
            listed = listTaps(i + 1, from + at * stride, place + at * placeStrides[i], listed);
        }
        return listed;
    }

    @Override
    public String name() {
        return "plain loops";
    }
}
