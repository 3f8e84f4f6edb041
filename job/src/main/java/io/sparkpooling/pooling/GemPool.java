package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** The generalized mean of each sliding window. */
record GemPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "gem_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The generalized mean of each window (GeM): between average and maximum.";
    }

    @Override
    public String formula() {
        return "(mean over the taps of max(x, eps)^p)^(1/p)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. Computed in float64 and rounded once; elements below eps count as eps; NaN"
                + " gives NaN. p = 1 is the average of positive maps, a large p nears the maximum. 8 and 16-bit"
                + " integers and bool give float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, GeneralizedMean.P, GeneralizedMean.EPS);
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return GeneralizedMean.of(arguments);
    }
}
