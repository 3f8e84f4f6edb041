package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorView;
import java.util.List;

/**
 * The largest element of windows that differ from plane to plane, and where it was found. Compares as {@link Maximum}.
 * Not for several threads: it keeps the windows of the plane that it is at.
 */
final class FractionalMaximum implements Routine {
    private final List<FractionalWindows> windows;
    private final PlaneSamples placing;
    private final PlaneLayout from;
    private final PlaneLayout to;
    private final double[] samples;
    private final int[][] starts;
    private final int[] strides;
    private final int[] taps;

    /**
     * @param windows of each pooled axis, in logical order
     * @param placing the samples that place the windows
     */
    FractionalMaximum(List<FractionalWindows> windows, PlaneSamples placing, PlaneLayout from, PlaneLayout to) {
        this.windows = windows;
        this.placing = placing;
        this.from = from;
        this.to = to;
        this.samples = new double[windows.size()];
        this.starts = windows.stream().map(axis -> new int[axis.outputSize()]).toArray(int[][]::new);
        this.strides = new int[windows.size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= windows.get(axis).inputSize();
        }
        this.taps = taps();
    }

    /** Where the taps of a window lie from its first one, row-major. */
    private int[] taps() {
        int[] listed = {0};
        for (int axis = 0; axis < strides.length; axis++) {
            int size = windows.get(axis).kernelSize();
            int[] next = new int[listed.length * size];
            for (int i = 0; i < next.length; i++) {
                next[i] = listed[i / size] + i % size * strides[axis];
            }
            listed = next;
        }
        return listed;
    }

    @Override
    public void compute(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < from.planes().length; plane++) {
            placing.list(inputs, plane, samples);
            for (int axis = 0; axis < starts.length; axis++) {
                FractionalWindows along = windows.get(axis);
                along.place(samples[along.sample()], starts[axis]);
            }
            pool(inputs[0], outputs, plane);
        }
    }

    private void pool(TensorView input, TensorView[] outputs, int plane) {
        for (int place = 0; place < to.places().length; place++) {
            int best = largest(input, plane, first(place));
            int element = to.element(plane, place);
            outputs[0].copy(element, input, from.element(plane, best));
            if (outputs.length > 1) {
                outputs[1].setInteger(element, best);
            }
        }
    }

    private int first(int output) {
        int rest = output;
        int first = 0;
        for (int axis = starts.length - 1; axis >= 0; axis--) {
            first += starts[axis][rest % starts[axis].length] * strides[axis];
            rest /= starts[axis].length;
        }
        return first;
    }

    private int largest(TensorView input, int plane, int first) {
        int best = first;
        double largest = input.number(from.element(plane, first));
        for (int tap = 1; tap < taps.length; tap++) {
            double value = input.number(from.element(plane, first + taps[tap]));
            if (value > largest || Double.isNaN(value)) {
                best = first + taps[tap];
                largest = value;
            }
        }
        return best;
    }
}
