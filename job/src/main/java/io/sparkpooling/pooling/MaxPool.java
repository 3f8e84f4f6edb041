package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The largest element of each sliding window, as {@code torch.nn.functional.max_pool1d/2d/3d}. */
record MaxPool(int axes) implements SlidingOperation {

    @Override
    public String name() {
        return "max_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The largest element of each window.";
    }

    @Override
    public String formula() {
        return "max of x over the taps; padding is never seen";
    }

    @Override
    public String remarks() {
        return "NaN stays; of -0.0 and +0.0 the first stays; a window without taps gives -Infinity or the smallest integer."
                + " Accepts, besides PyTorch's types, uint16, uint32 and bool, and integers in 1d; padding per side, 'same',"
                + " 'same_lower'. Indices count row-major within a plane; with mode='onnx' within the tensor, and storage_order=1 has the first"
                + " pooled axis fastest.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=2, padding=1)";
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
        Numbering numbering =
                arguments.mode().numbering(arguments.integer("storage_order").orElse(0));
        return arguments.flag("return_indices")
                ? Optional.of(new NumberedSelection(new Maximum(), numbering))
                : Optional.empty();
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(
                Sliding.PARAMETERS_AND_MODE,
                Parameter.flag("return_indices", false),
                Parameter.optional("storage_order", ParameterType.STORAGE_ORDER, 0));
    }
}
