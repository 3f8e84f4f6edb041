package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The mean of the whole map, as ONNX GlobalAveragePool; the axes stay, with size 1. */
record GlobalAveragePool() implements GlobalOperation {

    @Override
    public String name() {
        return "global_avg_pool";
    }

    @Override
    public String summary() {
        return "The mean of the whole map; each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "sum of x over all positions / their number";
    }

    @Override
    public String remarks() {
        return "Summed in float64 and rounded once, which is closer to the true mean than PyTorch's sum. 8 and 16-bit"
                + " integers and bool give float32, other integers float64.";
    }

    @Override
    public String example() {
        return "global_avg_pool(features)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public ElementType resultType(Arguments arguments, ElementType input) {
        return FractionalOperation.fractional(input);
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Mean();
    }
}
