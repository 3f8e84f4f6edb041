package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** A blend of maximum and average of each sliding window. */
record MixedPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "mixed_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "A blend of the maximum and the average of each window.";
    }

    @Override
    public String formula() {
        return "alpha * max of x + (1 - alpha) * average of x over the taps";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch; alpha weighs the maximum (the blend factor of TensorRT weighs the average)."
                + " The average counts taps, never padding. NaN gives NaN. 8 and 16-bit integers and bool give"
                + " float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, Parameter.optional("alpha", ParameterType.FRACTION, 0.5));
    }

    @Override
    public String example() {
        return name() + "(features, alpha=0.3, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Blend(arguments.number("alpha"), false);
    }
}
