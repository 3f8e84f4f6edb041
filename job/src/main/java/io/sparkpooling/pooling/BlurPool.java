package io.sparkpooling.pooling;

import io.sparkpooling.pooling.BlurWeights.Edge;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Anti-aliased subsampling: a binomial blur, of which every stride-th result stays. */
record BlurPool(int axes) implements Operation {

    @Override
    public String name() {
        return "blur_pool" + axes + "d";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(axes);
    }

    @Override
    public String summary() {
        return "A binomial blur that keeps every stride-th result: subsampling without aliasing (BlurPool).";
    }

    @Override
    public String formula() {
        return "sum over the filter positions of binomial weight * x / sum of all weights";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. The weights of filter_size 1 to 7 are the rows of the binomial triangle (1;"
                + " 1,1; 1,2,1; 1,3,3,1; ...), one for each axis, multiplied. (filter_size - 1) / 2 positions"
                + " rounded down lie before the map and the others behind it; padding says what is there: the map"
                + " mirrored without its edge, the edge again, or zeros that weigh. Summed in float64, rounded"
                + " once. nan, nodata and mask say which elements count, as for windows; the weights of the others"
                + " leave the divisor. weights= multiplies the binomial ones, also in the divisor; not with padding='zero'. 8 and 16-bit integers and bool give float32, other integers float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(
                List.of(
                        Parameter.optional("filter_size", ParameterType.FILTER, 4),
                        Parameter.optional("stride", ParameterType.SIZES, 2),
                        Parameter.text("padding", ParameterType.EDGE, "reflect")),
                Modifiers.COUNTING);
    }

    @Override
    public String example() {
        return name() + "(features, filter_size=3)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Pooling bind(Request request) {
        int filter = (int) request.arguments().integer("filter_size").orElseThrow();
        List<Integer> strides = request.arguments().sizes("stride", axes);
        Edge edge = Edge.named(request.arguments().text("padding").orElseThrow());
        if (edge == Edge.ZERO && request.companion("weights").isPresent()) {
            throw new InvalidArgumentException(
                    "Invalid weights: with padding='zero' (the zeros have none: say 'reflect' or 'replicate')");
        }
        return WeightedSum.pooling(
                request,
                IntStream.range(0, axes)
                        .mapToObj(i -> new BlurWeights(filter, strides.get(i), edge)
                                .over(request.sizes().get(i)))
                        .toList());
    }
}
