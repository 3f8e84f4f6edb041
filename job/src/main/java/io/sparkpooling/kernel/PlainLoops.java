package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;

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

    PlainLoops(Pooling pooling) {
        this.outputShape = pooling.output().shape();
        this.inputStrides = strides(pooling.input().shape());
        this.axes = pooling.axes();
        this.windows = pooling.windows();
        this.pooledIndex = pooledIndex(outputShape.rank(), axes);
        this.window = new Window(windows);
        int mostTaps = windows.stream().map(Axis::of).mapToInt(Axis::mostTaps).reduce(1, Math::multiplyExact);
        this.taps = new int[mostTaps];
        this.reducer = TapReducer.of(pooling.input().elementType(), pooling.reduction(), mostTaps);
    }

    /** The distance of neighbours on each axis, in elements. */
    private static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.size(axis);
        }
        return strides;
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
    public void pool(Object source, int sourceOffset, Object destination, int destinationOffset) {
        visit(0, source, sourceOffset, destination, destinationOffset);
    }

    /** Visits the outputs from {@code destinationOffset} on that differ on {@code axis} and those behind it. */
    private int visit(int axis, Object source, int sourceOffset, Object destination, int destinationOffset) {
        if (axis == outputShape.rank()) {
            int count = listTaps(0, sourceOffset, 0);
            reducer.reduce(source, 0, taps, count, window, destination, destinationOffset);
            return destinationOffset + 1;
        }
        int next = destinationOffset;
        boolean pooled = pooledIndex[axis] < axes.size();
        for (int i = 0; i < outputShape.size(axis); i++) {
            if (pooled) {
                window.move(pooledIndex[axis], i);
            }
            int moved = pooled ? 0 : i * inputStrides[axis];
            next = visit(axis + 1, source, sourceOffset + moved, destination, next);
        }
        return next;
    }

    /** Lists the taps on the {@code i}-th pooled axis and those behind it; gives their number with those listed before. */
    private int listTaps(int i, int sourceOffset, int count) {
        if (i == axes.size()) {
            taps[count] = sourceOffset;
            return count + 1;
        }
        int stride = inputStrides[axes.get(i)];
        int listed = count;
        for (int tap = 0; tap < window.taps(i); tap++) {
            listed = listTaps(i + 1, sourceOffset + window.tap(i, tap) * stride, listed);
        }
        return listed;
    }

    @Override
    public String name() {
        return "plain loops";
    }
}
