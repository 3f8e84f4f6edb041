package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The Lp norm of each sliding window, as {@code torch.nn.functional.lp_pool1d/2d/3d}. */
record LpPool(int axes) implements WindowedOperation {

    @Override
    public String name() {
        return "lp_pool" + axes + "d";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(axes);
    }

    @Override
    public String summary() {
        return "The Lp norm of each window, with PyTorch's signs.";
    }

    @Override
    public String formula() {
        return "(sum of x^p over the taps * kernel positions / taps)^(1/p), p = norm_type";
    }

    @Override
    public String remarks() {
        return "No absolute value: an odd p keeps signs inside, a negative sum gives NaN. A window clipped by ceil_mode is"
                + " extrapolated to the whole kernel. PyTorch's bits for p = 0.5, 1 and 2; others differ in the last units, as"
                + " powers do. float16 and bfloat16 compute in float32 and round once, where PyTorch rounds after each step.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("norm_type", ParameterType.NORM),
                Sliding.KERNEL_SIZE,
                Sliding.STRIDE,
                Sliding.CEIL_MODE);
    }

    @Override
    public String example() {
        return name() + "(features, norm_type=2, kernel_size=2)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        return Sliding.windows(arguments, sizes);
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        long positions = arguments.sizes("kernel_size", axes).stream()
                .mapToLong(Integer::longValue)
                .reduce(1, Math::multiplyExact);
        return new PowerNorm(arguments.number("norm_type"), positions);
    }
}
