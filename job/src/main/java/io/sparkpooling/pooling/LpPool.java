package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.SlidingWindows;
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
                + " powers do. float16 and bfloat16 compute in float32 and round once, where PyTorch rounds after each step. Integers"
                + " compute in float64 and give float32 (8 and 16 bits and bool) or float64."
                + " With mode='onnx': (sum of |x|^p over the taps)^(1/p), in float64 and rounded once, with padding and dilation.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("norm_type", ParameterType.NORM),
                Sliding.KERNEL_SIZE,
                Sliding.STRIDE,
                Sliding.PADDING,
                Sliding.DILATION,
                Sliding.CEIL_MODE,
                Boundary.PARAMETER,
                Sliding.MODE);
    }

    @Override
    public String example() {
        return name() + "(features, norm_type=2, kernel_size=2)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        List<AxisWindows> windows = Sliding.windows(arguments, sizes);
        if (arguments.mode() == Mode.PYTORCH) {
            windows.forEach(this::requireNeitherPaddingNorDilation);
        }
        return windows;
    }

    /** What its extrapolation to a whole window would mean there, PyTorch does not say. */
    private void requireNeitherPaddingNorDilation(AxisWindows windows) {
        boolean padded = windows instanceof SlidingWindows sliding && sliding.paddingBegin() + sliding.paddingEnd() > 0;
        if (padded || windows.step() > 1) {
            throw new InvalidArgumentException(
                    "Invalid padding or dilation of %s (PyTorch's has neither; say mode='onnx')".formatted(name()));
        }
    }

    @Override
    public ElementType resultType(Arguments arguments, ElementType input) {
        return FractionalOperation.fractional(input);
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        double norm = arguments.number("norm_type");
        return arguments.mode().takesAbsoluteValues()
                ? new AbsoluteNorm(norm)
                : new PowerNorm(norm, Sliding.kernelPositions(arguments, axes));
    }
}
