package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The sum of each sliding window: an average without its division. */
record SumPool(int axes) implements SlidingOperation {

    @Override
    public String name() {
        return "sum_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The sum of each window.";
    }

    @Override
    public String formula() {
        return "sum of x over the taps, in row-major order from +0";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch; avg_pool with divisor_override=1, with dilation. float16 and bfloat16 add in float32; integers and bool add in int64, which wraps around, and give int64; uint64 gives"
                + " uint64, and a sum beyond it makes a bad row.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
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
