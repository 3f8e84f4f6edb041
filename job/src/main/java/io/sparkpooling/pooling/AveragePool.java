package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Average.Counting;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The average of each sliding window, as {@code torch.nn.functional.avg_pool1d/2d/3d}. */
record AveragePool(int axes) implements WindowedOperation {

    @Override
    public String name() {
        return "avg_pool" + axes + "d";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(axes);
    }

    @Override
    public String summary() {
        return "The average of each window.";
    }

    @Override
    public String formula() {
        return "sum of x over the taps / divisor; divisor = divisor_override, or the positions of the window with padding"
                + " (count_include_pad=true), or its taps";
    }

    @Override
    public String remarks() {
        return "Positions that ceil_mode adds beyond the padding are not counted. float16 and bfloat16 add in float32 and round"
                + " once; integers add in int64, which wraps around, and divide towards zero; uint64 is exact. A result that divisor_override takes beyond the element type makes a bad row. Beyond PyTorch: integer_result='round' (half to even) or 'float' (float32 of 8"
                + " and 16 bits, else float64), integers other than int64, divisor_override in 1d, float16 and bfloat16 in 3d, padding"
                + " per side, 'same', 'same_lower', dilation. A window without taps gives 0.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Sliding.KERNEL_SIZE,
                Sliding.STRIDE,
                Sliding.PADDING,
                Sliding.DILATION,
                Sliding.CEIL_MODE,
                Boundary.PARAMETER,
                Parameter.flag("count_include_pad", true),
                Parameter.optional("divisor_override", ParameterType.DIVISOR_OR_NULL),
                IntegerResult.PARAMETER,
                Sliding.MODE);
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=2, padding=1, count_include_pad=false)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        if (axes == 3
                && arguments.mode() == Mode.PYTORCH
                && !Boundary.of(arguments).fillsPadding()) {
            requireWholeWindow(arguments.sizes("kernel_size", axes), sizes);
        }
        return Sliding.windows(arguments, sizes);
    }

    /** PyTorch's avg_pool3d refuses a map that is smaller than its window even where padding would make up for it. */
    private void requireWholeWindow(List<Integer> kernelSize, List<Integer> sizes) {
        for (int axis = 0; axis < axes; axis++) {
            if (sizes.get(axis) < kernelSize.get(axis)) {
                throw new InvalidArgumentException(
                        "Cannot pool with %s: an axis of %d elements is smaller than kernel_size %d"
                                .formatted(name(), sizes.get(axis), kernelSize.get(axis)));
            }
        }
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        boolean countsPadding = arguments.flag("count_include_pad");
        OptionalLong divisor = countsPadding && arguments.mode().dividesByWholeWindow()
                ? OptionalLong.of(Sliding.kernelPositions(arguments, axes))
                : arguments.integer("divisor_override");
        return IntegerResult.of(
                arguments, new Average(divisor, countsPadding ? Counting.TAPS_AND_PADDING : Counting.TAPS));
    }

    @Override
    public ElementType resultType(Arguments arguments, ElementType input) {
        return IntegerResult.type(arguments, input, "truncate");
    }
}
