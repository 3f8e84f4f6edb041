package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The largest element of as many windows as are asked for, as {@code torch.nn.functional.adaptive_max_pool1d/2d/3d}. */
record AdaptiveMaxPool(int axes) implements AdaptiveOperation {

    @Override
    public String name() {
        return "adaptive_max_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The largest element of output_size windows that share the map out.";
    }

    @Override
    public String formula() {
        return "max of x over floor(o*in/out) .. ceil((o+1)*in/out)";
    }

    @Override
    public String remarks() {
        return "NaN stays; of -0.0 and +0.0 the first stays. Beyond PyTorch: integers and bool, as max_pool.";
    }

    @Override
    public String example() {
        return name() + "(features, output_size=1)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Maximum();
    }

    @Override
    public Optional<Selection> indices(Arguments arguments) {
        return arguments.flag("return_indices") ? Optional.of(new Maximum()) : Optional.empty();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Adaptive.OUTPUT_SIZE, Parameter.flag("return_indices", false), Sliding.MODE);
    }
}
