package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AdaptiveWindows;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Resampling to a size by exact areas, as GDAL and OpenCV do for sizes that do not divide each other. */
record AreaPool() implements Operation {

    @Override
    public String name() {
        return "area_pool2d";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "The average of the area that each output covers, for ratios that are no integers too.";
    }

    @Override
    public String formula() {
        return "sum of x * its overlap with [o * in / out, (o + 1) * in / out) on each axis / the area";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch, whose interpolate(mode='area') counts whole elements (adaptive_avg_pool2d)."
                + " Overlaps are exact integers, in parts of 1 / output_size; summed in float64, divided once,"
                + " rounded once. nan, nodata and mask say which elements count, as for windows; the overlaps of the others"
                + " leave the divisor. weights multiply the overlaps, also in the divisor. 8 and 16-bit integers and bool give float32, other integers"
                + " float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(List.of(Adaptive.OUTPUT_SIZE), Modifiers.COUNTING);
    }

    @Override
    public String example() {
        return name() + "(features, output_size=[4,6])";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Pooling bind(Request request) {
        return WeightedSum.pooling(
                request,
                Adaptive.windows(request.arguments(), request.sizes()).stream()
                        .map(windows -> AxisWeights.area((AdaptiveWindows) windows))
                        .toList());
    }
}
