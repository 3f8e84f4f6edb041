package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Mean and standard deviation over time, one after the other: what x-vectors of speech are made of (Snyder et al. 2018). */
record StatisticsPool() implements Operation {

    @Override
    public String name() {
        return "statistics_pool";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(1);
    }

    @Override
    public String summary() {
        return "The mean and the standard deviation of each feature over time (features x time), one after the other.";
    }

    @Override
    public String formula() {
        return "mean = sum of x over time / n, then sqrt(sum of (x - mean)^2 / (n - 1))";
    }

    @Override
    public String remarks() {
        return "The time axis goes, the first axis that is left doubles: means, then deviations. The deviation is the unbiased one;"
                + " of a single frame it is NaN. Computed in float64 and rounded once.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public String example() {
        return "statistics_pool(features)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        TensorType input = request.input();
        int time = request.axes().get(0);
        int[] sizes = IntStream.range(0, input.shape().rank())
                .filter(axis -> axis != time)
                .map(input.logicalShape()::size)
                .toArray();
        int[] atLeastOne = sizes.length == 0 ? new int[] {1} : sizes;
        atLeastOne[0] = Math.multiplyExact(atLeastOne[0], 2);
        PlaneLayout layout = PlaneOperation.layout(request, input);
        Routine routine = (inputs, outputs) -> {
            int features = layout.planes().length;
            int frames = layout.places().length;
            for (int feature = 0; feature < features; feature++) {
                double sum = 0;
                for (int frame = 0; frame < frames; frame++) {
                    sum += inputs[0].number(layout.element(feature, frame));
                }
                double mean = sum / frames;
                double squares = 0;
                for (int frame = 0; frame < frames; frame++) {
                    double difference = inputs[0].number(layout.element(feature, frame)) - mean;
                    squares += difference * difference;
                }
                outputs[0].setNumber(feature, mean);
                outputs[0].setNumber(features + feature, Math.sqrt(squares / (frames - 1)));
            }
        };
        return request.whole(TensorType.of(input.elementType(), Shape.of(atLeastOne)), new WholeTensor(() -> routine));
    }
}
