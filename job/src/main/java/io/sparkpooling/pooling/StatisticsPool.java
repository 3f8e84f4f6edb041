package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

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
        return "mean = sum of x over the n frames that count / n, then sqrt(sum of (x - mean)^2 / (n - 1))";
    }

    @Override
    public String remarks() {
        return "The time axis goes, the first axis that is left doubles: means, then deviations. The deviation is the unbiased one;"
                + " of a single frame it is NaN. mask, lengths and padding_side say which frames count, as for sequence_pool; no frames at all"
                + " make a bad row. Computed in float64 and rounded once.";
    }

    @Override
    public List<Parameter> parameters() {
        return CountedTokens.PARAMETERS;
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
        PlaneLayout layout = PlaneOperation.layout(request, request.input());
        CountedTokens tokens = CountedTokens.of(request);
        return request.whole(request.withoutPooledAxis(2), new WholeTensor(() -> routine(layout, tokens)));
    }

    private static Routine routine(PlaneLayout layout, CountedTokens tokens) {
        int features = layout.planes().length;
        int[] counted = new int[tokens.tokens()];
        double[] frames = new double[counted.length];
        Variance unbiased = new Variance(1);
        return (inputs, outputs) -> {
            int count = tokens.list(inputs, counted);
            if (count == 0) {
                throw new InvalidTensorException("no frame counts");
            }
            for (int feature = 0; feature < features; feature++) {
                for (int i = 0; i < count; i++) {
                    frames[i] = inputs[0].number(layout.element(feature, counted[i]));
                }
                outputs[0].setNumber(feature, Variance.mean(frames, count));
                outputs[0].setNumber(features + feature, Math.sqrt(unbiased.of(frames, count)));
            }
        };
    }
}
