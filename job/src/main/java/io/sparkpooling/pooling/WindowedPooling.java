package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.AxisWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reduction over windows that are the product of one window for each pooled axis. Pooled axes are listed in logical order,
 * because that is the order in which a window's taps count: so a result does not depend on how a tensor lies in memory.
 *
 * @param input the type of the tensors to pool
 * @param output the type of the pooled tensors: same rank, axis names and permutation
 * @param axes the pooled axes in logical order, each as the physical axis it is
 * @param windows the windows on each of these axes
 * @param reduction what a window becomes
 * @param indices where each output came from, as a second output, if that is asked for
 * @param taps which taps count, and how much
 */
public record WindowedPooling(
        TensorType input,
        TensorType output,
        List<Integer> axes,
        List<AxisWindows> windows,
        Reduction reduction,
        Optional<Selection> indices,
        TapRule taps)
        implements Computation {

    public WindowedPooling {
        axes = List.copyOf(axes);
        windows = List.copyOf(windows);
    }

    /** The same with another rule for taps. */
    public WindowedPooling withTaps(TapRule rule) {
        return new WindowedPooling(input, output, axes, windows, reduction, indices, rule);
    }

    /** The same of a tensor of another shape. */
    public WindowedPooling over(TensorType newInput, List<AxisWindows> newWindows) {
        return new WindowedPooling(newInput, output, axes, newWindows, reduction, indices, taps);
    }

    /** The pooled axes with elements at their ends that no window covers; empty where all are covered. */
    List<Border> uncovered() {
        List<Border> borders = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            int elements = windows.get(i).uncoveredAtBegin() + windows.get(i).uncoveredAtEnd();
            if (elements > 0) {
                borders.add(border(axes.get(i), elements));
            }
        }
        return borders;
    }

    private Border border(int physicalAxis, int elements) {
        int axis = input.permutation().isEmpty()
                ? physicalAxis
                : input.permutation().indexOf(physicalAxis);
        String name =
                input.dimNames().isEmpty() ? "axis " + axis : input.dimNames().get(physicalAxis);
        return new Border(name, axis, elements);
    }
}
