package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** The variance of each sliding window. */
record VariancePool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "var_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The variance of each window.";
    }

    @Override
    public String formula() {
        return "sum of (x - mean)^2 over the taps / (taps - correction)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. Two passes in float64, rounded once. correction=0 is of the population, 1 of a"
                + " sample; a window with no more taps than the correction gives NaN. NaN and infinities give"
                + " NaN. 8 and 16-bit integers and bool give float32, other integers float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, Variance.CORRECTION);
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=1, padding=1)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return Variance.of(arguments);
    }
}
