package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.NearestOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which element of a pooled tensor stands for an element of the tensor before: what is needed to spread it out again, and to show
 * the two side by side.
 *
 * @param pooledAxes the pooled axes in logical order, each as the physical axis it is
 * @param nearest for each physical axis the output for each of its input elements
 */
public record Correspondence(List<Integer> pooledAxes, List<int[]> nearest) {

    public Correspondence {
        pooledAxes = List.copyOf(pooledAxes);
        nearest = List.copyOf(nearest);
    }

    /** That of a pooling's first output; none where its axes are others than the input's, or it is empty. */
    public static Optional<Correspondence> of(Pooling pooling) {
        Computation computation = pooling.computation() instanceof Cascade cascade
                ? cascade.steps().get(0).computation()
                : pooling.computation();
        boolean sameAxes =
                pooling.input().shape().rank() == pooling.output().shape().rank()
                        && pooling.input().permutation().equals(pooling.output().permutation());
        if (!sameAxes || pooling.output().shape().elementCount() == 0) {
            return Optional.empty();
        }
        return computation instanceof WindowedPooling windowed
                ? Optional.of(of(windowed)).filter(Correspondence::isComplete)
                : proportional(pooling.input(), pooling.output());
    }

    private static Correspondence of(WindowedPooling windowed) {
        List<int[]> nearest = new ArrayList<>();
        for (int axis = 0; axis < windowed.input().shape().rank(); axis++) {
            int pooled = windowed.axes().indexOf(axis);
            nearest.add(
                    pooled < 0
                            ? IntStream.range(0, windowed.input().shape().size(axis))
                                    .toArray()
                            : NearestOutputs.of(windowed.windows().get(pooled)));
        }
        return new Correspondence(windowed.axes(), nearest);
    }

    private boolean isComplete() {
        return nearest.stream().allMatch(axis -> axis.length > 0);
    }

    private static Optional<Correspondence> proportional(TensorType input, TensorType output) {
        List<Integer> changed = IntStream.range(0, input.shape().rank())
                .map(input::physicalAxis)
                .filter(axis -> input.shape().size(axis) != output.shape().size(axis))
                .boxed()
                .toList();
        List<int[]> nearest = IntStream.range(0, input.shape().rank())
                .mapToObj(axis -> NearestOutputs.proportional(
                        input.shape().size(axis), output.shape().size(axis)))
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(new Correspondence(changed, nearest));
    }
}
