package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The average of as many windows as are asked for, as {@code torch.nn.functional.adaptive_avg_pool1d/2d/3d}. */
record AdaptiveAveragePool(int axes) implements AdaptiveOperation {

    @Override
    public String name() {
        return "adaptive_avg_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The average of output_size windows that share the map out.";
    }

    @Override
    public String formula() {
        return "sum of x over floor(o*in/out) .. ceil((o+1)*in/out), divided by the window's size on each axis in turn; for"
                + " outputs of size 1 on every axis, the mean";
    }

    @Override
    public String remarks() {
        return "float16 and bfloat16 add in float32 and round once, in 3d too, where PyTorch rounds after each addition. Outputs"
                + " of size 1 on every axis are summed in float64, which is closer to the true mean than PyTorch's sum."
                + " Integers, which PyTorch refuses, are averaged in float64 and give float32 (8 and 16 bits) or float64, unless"
                + " integer_result='truncate' or 'round' (half to even) keeps the type.";
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
    public List<Parameter> parameters() {
        return List.of(Adaptive.OUTPUT_SIZE, IntegerResult.PARAMETER, Sliding.MODE);
    }

    @Override
    public ElementType resultType(Arguments arguments, ElementType input) {
        return IntegerResult.type(arguments, input, "float");
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        if (arguments.has("integer_result")) {
            return IntegerResult.of(arguments, Average.OF_TAPS);
        }
        boolean whole = windows.stream().allMatch(axis -> axis.outputSize() == 1);
        return whole ? new Mean() : new AxisByAxisAverage();
    }
}
