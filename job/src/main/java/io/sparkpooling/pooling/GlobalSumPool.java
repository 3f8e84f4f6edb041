package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The sum of the whole map; the axes stay, with size 1. */
record GlobalSumPool() implements GlobalOperation {

    @Override
    public String name() {
        return "global_sum_pool";
    }

    @Override
    public String summary() {
        return "The sum of the whole map; each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "sum of x over all positions, in row-major order from +0";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch as a pooling; float16 and bfloat16 add in float32; integers and bool add in"
                + " int64, which wraps around, and give int64; uint64 gives uint64, and a sum beyond it makes a bad row.";
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
    public ElementType resultType(Arguments arguments, ElementType input) {
        return Sum.resultType(input);
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Sum();
    }
}
