package io.sparkpooling.parity;

import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which elements a window looks at, as the formulas say: one list of positions for each output of each axis. */
record FormulaWindows(Shape input, Shape outputShape, List<List<AxisWindow>> axes) {

    /** The taps of a window on one axis, and how many positions it has, padding included. */
    private record AxisWindow(int[] positions, long extent) {}

    /** The taps of a whole window as indices into the tensor's array, and how many positions it has, padding included. */
    record Taps(int[] indices, long extent) {}

    static FormulaWindows of(PoolCase question) {
        int leading = question.shape().rank() - question.pooledAxes();
        List<List<AxisWindow>> axes = new ArrayList<>();
        Shape output = question.shape();
        for (int axis = 0; axis < output.rank(); axis++) {
            List<AxisWindow> windows = axis < leading
                    ? adaptive(question.shape().size(axis), question.shape().size(axis))
                    : windows(question, question.shape().size(axis), axis - leading);
            axes.add(windows);
            output = output.withSize(axis, windows.size());
        }
        return new FormulaWindows(question.shape(), output, axes);
    }

    private static List<AxisWindow> windows(PoolCase question, int in, int axis) {
        if (question.gives("output_size")) {
            int out = (int) question.longs("output_size", new long[0])[axis];
            return adaptive(in, out == PoolCase.KEEP ? in : out);
        }
        long[] kernel = question.longs("kernel_size", new long[0]);
        int k = (int) kernel[axis];
        int s = (int) question.longs("stride", kernel)[axis];
        int pad = (int) question.longs("padding", new long[3])[axis];
        int d = (int) question.longs("dilation", new long[] {1, 1, 1})[axis];
        boolean ceil = question.flag("ceil_mode", false);
        int out = Math.floorDiv(in + 2 * pad - d * (k - 1) - 1 + (ceil ? s - 1 : 0), s) + 1;
        boolean lastStartsBehind = ceil && (out - 1) * s >= in + pad;
        return IntStream.range(0, lastStartsBehind ? out - 1 : out)
                .mapToObj(o -> sliding(in, o * s - pad, k, d, pad))
                .toList();
    }

    private static AxisWindow sliding(int in, int start, int k, int d, int pad) {
        int[] positions = IntStream.range(0, k)
                .map(i -> start + i * d)
                .filter(position -> position >= 0 && position < in)
                .toArray();
        return new AxisWindow(positions, Math.min(start + k, in + pad) - start);
    }

    private static List<AxisWindow> adaptive(int in, int out) {
        return IntStream.range(0, out)
                .mapToObj(o -> IntStream.range(o * in / out, ((o + 1) * in + out - 1) / out)
                        .toArray())
                .map(positions -> new AxisWindow(positions, positions.length))
                .toList();
    }

    /** The window of the output at {@code index}, counted row-major; taps in row-major order. */
    Taps taps(int index) {
        int[] indices = {0};
        long extent = 1;
        int rest = outputShape.elementCount();
        for (int axis = 0; axis < axes.size(); axis++) {
            rest /= outputShape.size(axis);
            AxisWindow window = axes.get(axis).get(index / rest % outputShape.size(axis));
            int size = input.size(axis);
            indices = IntStream.of(indices)
                    .flatMap(before -> IntStream.of(window.positions).map(position -> before * size + position))
                    .toArray();
            extent *= window.extent;
        }
        return new Taps(indices, extent);
    }
}
