package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The largest element of the whole map, as ONNX GlobalMaxPool; the axes stay, with size 1. */
record GlobalMaxPool() implements GlobalOperation {

    @Override
    public String name() {
        return "global_max_pool";
    }

    @Override
    public String summary() {
        return "The largest element of the whole map; each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "max of x over all positions";
    }

    @Override
    public String remarks() {
        return "NaN stays; of -0.0 and +0.0 the first stays.";
    }

    @Override
    public String example() {
        return "global_max_pool(features)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Maximum();
    }
}
