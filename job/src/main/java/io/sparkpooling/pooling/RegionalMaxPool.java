package io.sparkpooling.pooling;

import io.sparkpooling.pooling.SquareRegions.Region;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The image descriptor of Tolias et al. (2016): maxima of regions of several sizes, each normalised, added up. */
record RegionalMaxPool() implements Operation {
    private static final int MOST_LEVELS = 32;

    @Override
    public String name() {
        return "rmac";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "The descriptor R-MAC: the normalised maxima of overlapping square regions, added up to one number a channel.";
    }

    @Override
    public String formula() {
        return "sum over regions R of v / (norm2(v) + eps) with v = max over R in each channel; R is the whole map, then for l = 1 .."
                + " levels squares of side w = floor(2 * min(H, W) / (l + 1)), l of them on the shorter axis and l + m on the longer, the"
                + " i-th of n from floor(i * (size - w) / (n - 1)) on";
    }

    @Override
    public String remarks() {
        return "As cirtorch's rmac: m from 1 to 6 is such that neighbours of level 1 overlap most nearly by 0.4 (of two, the"
                + " smaller); a square map has m = 0. The pooled axes go; channels are the last axis that is left, and each index of"
                + " those before it has a vector of its own. Computed in float64 and rounded once; NaN gives NaN in every channel."
                + " At most 32 levels.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("levels", ParameterType.POSITIVE_INTEGER, 3),
                Parameter.optional("eps", ParameterType.POSITIVE, 1e-6));
    }

    @Override
    public String example() {
        return "rmac(features, levels=3)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        int levels = (int) request.arguments().integer("levels").orElseThrow();
        if (levels > MOST_LEVELS) {
            throw new InvalidArgumentException(
                    "Invalid levels: %d (must be at most %d)".formatted(levels, MOST_LEVELS));
        }
        PlaneLayout layout = PlaneOperation.asked(request);
        int[] left = request.sizesLeft();
        int channels = left.length == 0 ? 1 : left[left.length - 1];
        TensorType output =
                TensorType.of(request.input().elementType(), left.length == 0 ? Shape.of(1) : Shape.of(left));
        int width = request.sizes().get(1);
        List<Region> regions = new SquareRegions(request.sizes().get(0), width).upTo(levels);
        double eps = request.arguments().number("eps");
        return request.whole(
                output,
                new WholeTensor(
                        () -> new Descriptor(layout, width, regions, eps, new double[channels], new double[channels])));
    }

    /**
     * @param maxima room for one region's maxima, one a channel
     * @param sums room for the descriptor
     */
    private record Descriptor(
            PlaneLayout layout, int width, List<Region> regions, double eps, double[] maxima, double[] sums)
            implements Routine {

        @Override
        public void compute(TensorView[] inputs, TensorView[] outputs) {
            for (int from = 0; from < layout.planes().length; from += maxima.length) {
                Arrays.fill(sums, 0);
                for (Region region : regions) {
                    add(inputs[0], from, region);
                }
                for (int channel = 0; channel < sums.length; channel++) {
                    outputs[0].setNumber(from + channel, sums[channel]);
                }
            }
        }

        private void add(TensorView input, int from, Region region) {
            double squares = 0;
            for (int channel = 0; channel < maxima.length; channel++) {
                maxima[channel] = maximum(input, from + channel, region);
                squares += maxima[channel] * maxima[channel];
            }
            for (int channel = 0; channel < maxima.length; channel++) {
                sums[channel] += maxima[channel] / (Math.sqrt(squares) + eps);
            }
        }

        private double maximum(TensorView input, int plane, Region region) {
            double best = Double.NEGATIVE_INFINITY;
            for (int y = region.top(); y < region.top() + region.height(); y++) {
                for (int x = region.left(); x < region.left() + region.width(); x++) {
                    double number = input.number(layout.element(plane, y * width + x));
                    best = number > best || Double.isNaN(number) ? number : best;
                }
            }
            return best;
        }
    }
}
