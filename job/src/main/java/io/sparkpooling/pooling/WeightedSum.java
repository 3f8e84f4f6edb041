package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sums, in float64, the elements that the weights of each logical axis name, divides once and rounds once. */
final class WeightedSum implements Routine {
    private final AxisWeights[] axes;
    private final int[] inputStrides;
    private final int[] outputStrides;
    private final int[] at;
    private final double divisor;

    private WeightedSum(List<AxisWeights> axes, TensorType input, TensorType output) {
        this.axes = axes.toArray(AxisWeights[]::new);
        this.inputStrides = strides(input);
        this.outputStrides = strides(output);
        this.at = new int[this.axes.length];
        this.divisor = axes.stream().mapToDouble(AxisWeights::divisor).reduce(1, (a, b) -> a * b);
    }

    /**
     * The computation of a request.
     *
     * @param weights one for each pooled axis, in the order of {@link Request#axes}
     */
    static Pooling pooling(Request request, List<AxisWeights> weights) {
        List<Integer> sizes = weights.stream().map(AxisWeights::outputSize).toList();
        TensorType input = request.input();
        TensorType output = request.withSizes(sizes, FractionalOperation.fractional(input.elementType()));
        List<AxisWeights> axes = new ArrayList<>();
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            int pooled = request.axes().indexOf(axis);
            axes.add(
                    pooled >= 0
                            ? weights.get(pooled)
                            : AxisWeights.identity(input.shape().size(input.physicalAxis(axis))));
        }
        return request.whole(output, new WholeTensor(() -> new WeightedSum(axes, input, output)));
    }

    /** The distance of neighbours on each logical axis, in elements. */
    private static int[] strides(TensorType type) {
        int[] physical = type.shape().strides();
        return IntStream.range(0, physical.length)
                .map(axis -> physical[type.physicalAxis(axis)])
                .toArray();
    }

    @Override
    public void compute(TensorView[] inputs, TensorView[] outputs) {
        visit(0, 0, inputs[0], outputs[0]);
    }

    private void visit(int axis, int to, TensorView input, TensorView output) {
        if (axis == axes.length) {
            output.setNumber(to, sum(0, 0, 1, input) / divisor);
            return;
        }
        for (int i = 0; i < axes[axis].outputSize(); i++) {
            at[axis] = i;
            visit(axis + 1, to + i * outputStrides[axis], input, output);
        }
    }

    private double sum(int axis, int from, double weight, TensorView input) {
        if (axis == axes.length) {
            return weight * input.number(from);
        }
        int[] places = axes[axis].places()[at[axis]];
        long[] weights = axes[axis].weights()[at[axis]];
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += sum(axis + 1, from + places[i] * inputStrides[axis], weight * weights[i], input);
        }
        return sum;
    }
}
