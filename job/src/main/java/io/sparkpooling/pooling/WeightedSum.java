package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums, in float64, the elements that the weights of each logical axis name, divides once and rounds once. Where elements do not
 * count, their weights leave the divisor; where elements have weights too, both multiply, and the divisor is the sum of the products.
 */
final class WeightedSum implements Routine {
    private final AxisWeights[] axes;
    private final int[] inputStrides;
    private final int[] outputStrides;
    private final int[] at;
    private final double divisor;
    private final TapRule rule;
    private final boolean allCount;
    private final int[] placeStrides;
    private TensorView[] inputs;
    private double total;
    private int counted;

    private WeightedSum(List<AxisWeights> axes, Request request, TensorType output, TapRule rule) {
        TensorType input = request.input();
        this.rule = rule;
        this.allCount = rule.equals(TapRule.ALL);
        this.placeStrides = placeStrides(request);
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
        TapRule rule = new Modifiers(request, List.of()).taps(output.elementType());
        return request.whole(output, new WholeTensor(() -> new WeightedSum(axes, request, output, rule)));
    }

    /** The distance of neighbours on each logical axis, in places of the plane of pooled axes: 0 where it is not pooled. */
    private static int[] placeStrides(Request request) {
        int[] strides = new int[request.input().shape().rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            if (request.axes().contains(axis)) {
                strides[axis] = stride;
                stride *= request.input().shape().size(request.input().physicalAxis(axis));
            }
        }
        return strides;
    }

    /** The distance of neighbours on each logical axis, in elements. */
    private static int[] strides(TensorType type) {
        int[] physical = type.shape().strides();
        return IntStream.range(0, physical.length)
                .map(axis -> physical[type.physicalAxis(axis)])
                .toArray();
    }

    @Override
    public void compute(TensorView[] tensors, TensorView[] outputs) {
        inputs = tensors;
        visit(0, 0, outputs[0]);
    }

    private void visit(int axis, int to, TensorView output) {
        if (axis == axes.length) {
            total = rule.weights().isPresent() ? 0 : divisor;
            counted = 0;
            double sum = sum(0, 0, 0, 1);
            output.setNumber(to, counted == 0 ? rule.none() : sum / total);
            return;
        }
        for (int i = 0; i < axes[axis].outputSize(); i++) {
            at[axis] = i;
            visit(axis + 1, to + i * outputStrides[axis], output);
        }
    }

    private double sum(int axis, int from, int place, double weight) {
        if (axis == axes.length) {
            return weighed(from, place, weight);
        }
        int[] places = axes[axis].places()[at[axis]];
        long[] weights = axes[axis].weights()[at[axis]];
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += sum(
                    axis + 1,
                    from + places[i] * inputStrides[axis],
                    place + places[i] * placeStrides[axis],
                    weight * weights[i]);
        }
        return sum;
    }

    private double weighed(int element, int place, double weight) {
        if (allCount || rule.counts(inputs, element, place)) {
            counted++;
            return weightOf(element, place, weight) * inputs[0].number(element);
        }
        total -= rule.weights().isPresent() ? 0 : weight;
        return 0;
    }

    private double weightOf(int element, int place, double weight) {
        if (rule.weights().isEmpty()) {
            return weight;
        }
        double weighted = weight * rule.weight(inputs, element, place);
        total += weighted;
        return weighted;
    }
}
