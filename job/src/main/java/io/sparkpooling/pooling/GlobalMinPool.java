package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The smallest element of the whole map; the axes stay, with size 1. */
record GlobalMinPool() implements GlobalOperation {

    @Override
    public String name() {
        return "global_min_pool";
    }

    @Override
    public String summary() {
        return "The smallest element of the whole map; each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "min of x over all positions";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch; -global_max_pool(-x) for floats, with its rules.";
    }

    @Override
    public String example() {
        return name() + "(features)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Minimum();
    }
}
