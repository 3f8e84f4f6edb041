package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** The generalized mean of the whole map, the descriptor of image retrieval; the axes stay, with size 1. */
record GlobalGemPool() implements GlobalOperation, FractionalOperation {

    @Override
    public String name() {
        return "global_gem_pool";
    }

    @Override
    public String summary() {
        return "The generalized mean of the whole map (GeM); each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "(mean over all positions of max(x, eps)^p)^(1/p)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. Computed in float64 and rounded once; elements below eps count as eps; NaN"
                + " gives NaN. p = 1 is the average of positive maps, a large p nears the maximum. 8 and 16-bit"
                + " integers and bool give float32, other integers float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(GeneralizedMean.P, GeneralizedMean.EPS);
    }

    @Override
    public String example() {
        return name() + "(features)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return GeneralizedMean.of(arguments);
    }
}
