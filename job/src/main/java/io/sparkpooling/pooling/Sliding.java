package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Items;
import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Padding;
import io.sparkpooling.window.Rounding;
import io.sparkpooling.window.SlidingWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of every operation with a sliding window, and the windows that they describe. */
final class Sliding {
    static final Parameter KERNEL_SIZE = Parameter.required("kernel_size", ParameterType.SIZES);
    static final Parameter STRIDE = Parameter.optional("stride", ParameterType.SIZES_OR_NULL);
    static final Parameter PADDING = Parameter.optional("padding", ParameterType.PADDING, 0);
    static final Parameter DILATION = Parameter.optional("dilation", ParameterType.SIZES, 1);
    static final Parameter CEIL_MODE = Parameter.flag("ceil_mode", false);

    static final Parameter MODE = new Parameter("mode", ParameterType.MODE, Optional.of(new Text(Mode.PYTORCH.word())));

    /** All but the mode. */
    static final List<Parameter> PARAMETERS =
            List.of(KERNEL_SIZE, STRIDE, PADDING, DILATION, CEIL_MODE, Boundary.PARAMETER);

    /** All of them, where frameworks differ. */
    static final List<Parameter> PARAMETERS_AND_MODE = Parameter.with(PARAMETERS, MODE);

    private Sliding() {}

    /** The windows; padding and dilation count where the operation has these parameters. */
    static List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        int axes = sizes.size();
        List<Integer> kernel = arguments.sizes("kernel_size", axes);
        List<Integer> stride = arguments.has("stride") ? arguments.sizes("stride", axes) : kernel;
        List<Integer> dilation = arguments.has("dilation") ? arguments.sizes("dilation", axes) : List.of();
        Boundary boundary = Boundary.of(arguments);
        Rounding rounding = boundary.rounding(arguments);
        List<AxisWindows> windows = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            arguments.mode().requireWholeBlocks(sizes.get(axis), kernel.get(axis), rounding, boundary);
            windows.add(boundary.over(SlidingWindows.over(
                    sizes.get(axis),
                    kernel.get(axis),
                    stride.get(axis),
                    arguments.has("padding")
                            ? padding(arguments.each("padding", axes).get(axis), arguments.mode())
                            : Padding.NONE,
                    dilation.isEmpty() ? 1 : dilation.get(axis),
                    rounding)));
        }
        return windows;
    }

    /** The positions of a whole window. */
    static long kernelPositions(Arguments arguments, int axes) {
        return arguments.sizes("kernel_size", axes).stream()
                .mapToLong(Integer::longValue)
                .reduce(1, Math::multiplyExact);
    }

    private static Padding padding(Literal literal, Mode mode) {
        if (literal instanceof Text text) {
            return switch (text.value()) {
                case "same" -> Padding.Same.SAME;
                case "same_lower" -> Padding.Same.SAME_LOWER;
                default -> Padding.NONE;
            };
        }
        return literal instanceof Items pair
                ? new Padding.Pair(
                        Arguments.size(pair.values().get(0)),
                        Arguments.size(pair.values().get(1)))
                : symmetric(Arguments.size(literal), mode);
    }

    private static Padding symmetric(int size, Mode mode) {
        return mode.padsUpToTheWindow() && size > 0 ? new Padding.Pair(size, size) : new Padding.Symmetric(size);
    }
}
