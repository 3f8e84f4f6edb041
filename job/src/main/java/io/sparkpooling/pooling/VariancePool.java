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
        return Variance.REMARKS;
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
