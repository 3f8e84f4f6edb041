package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AdaptiveWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** A vector of fixed length for maps of any size (He et al. 2014): adaptive pools at several resolutions, one after the other. */
record SpatialPyramidPool() implements Operation {
    private static final Optional<Literal> LEVELS = Optional.of(new Literal.Items(
            Stream.of(1L, 2L, 4L).<Literal>map(Literal.Whole::new).toList()));

    @Override
    public String name() {
        return "spatial_pyramid_pool";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "A vector of adaptive pools at several resolutions, whose length does not depend on the size of the map.";
    }

    @Override
    public String formula() {
        return "torch.cat of the flattened adaptive_max_pool2d or adaptive_avg_pool2d with output_size=l, for each l of levels: C *"
                + " (sum of l^2) elements";
    }

    @Override
    public String remarks() {
        return "Level by level, in each channel by channel, row by row; all axes that are not pooled are channels. max keeps the"
                + " element type, and NaN stays; avg adds in float64, divides and rounds once, and of 8 and 16-bit integers and bool"
                + " it gives float32, of other integers float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("levels", ParameterType.LEVELS, LEVELS),
                Parameter.text("reduction", ParameterType.MAX_OR_AVG, "max"));
    }

    @Override
    public String example() {
        return name() + "(features, levels=[1,2,4])";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Pooling bind(Request request) {
        boolean average = request.arguments().text("reduction").orElseThrow().equals("avg");
        int[] levels = request.arguments().items("levels").stream()
                .mapToInt(Arguments::size)
                .toArray();
        PlaneLayout layout = PlaneOperation.asked(request);
        ElementType input = request.input().elementType();
        TensorType output = TensorType.of(
                average ? FractionalOperation.fractional(input) : input,
                Shape.of(length(levels, layout.planes().length)));
        List<Integer> sizes = request.sizes();
        return request.whole(output, new WholeTensor(() -> new Levels(layout, walks(levels, sizes), average)));
    }

    private static int length(int[] levels, int channels) {
        double length = Arrays.stream(levels)
                .mapToDouble(level -> (double) level * level * channels)
                .sum();
        if (length > Integer.MAX_VALUE) {
            throw new InvalidArgumentException("Invalid levels: %s (a tensor has at most %d elements)"
                    .formatted(Arrays.toString(levels), Integer.MAX_VALUE));
        }
        return (int) length;
    }

    private static List<PlaneWindows> walks(int[] levels, List<Integer> sizes) {
        return Arrays.stream(levels)
                .mapToObj(level -> new PlaneWindows(
                        List.of(new AdaptiveWindows(sizes.get(0), level), new AdaptiveWindows(sizes.get(1), level))))
                .toList();
    }

    private static final class Levels implements Routine {
        private final PlaneLayout layout;
        private final List<PlaneWindows> walks;
        private final boolean average;
        private final int[] places;

        Levels(PlaneLayout layout, List<PlaneWindows> walks, boolean average) {
            this.layout = layout;
            this.walks = walks;
            this.average = average;
            this.places = new int
                    [walks.stream().mapToInt(PlaneWindows::mostTaps).max().orElseThrow()];
        }

        @Override
        public void compute(TensorView[] inputs, TensorView[] outputs) {
            int from = 0;
            for (PlaneWindows walk : walks) {
                for (int bin = 0; bin < walk.outputs(); bin++) {
                    walk.moveTo(bin);
                    int count = walk.list(places);
                    for (int plane = 0; plane < layout.planes().length; plane++) {
                        reduce(inputs[0], plane, count, outputs[0], from + plane * walk.outputs() + bin);
                    }
                }
                from += layout.planes().length * walk.outputs();
            }
        }

        private void reduce(TensorView input, int plane, int count, TensorView output, int to) {
            if (average) {
                output.setNumber(to, PlaneTaps.sum(input, layout, plane, places, count) / count);
            } else {
                PlaneTaps.copy(input, PlaneTaps.largest(input, layout, plane, places, count), output, to);
            }
        }
    }
}
