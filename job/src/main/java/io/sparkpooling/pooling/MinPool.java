package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The smallest element of each sliding window: {@link MaxPool} of the negated map, negated. */
record MinPool(int axes) implements SlidingOperation {

    @Override
    public String name() {
        return "min_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The smallest element of each window.";
    }

    @Override
    public String formula() {
        return "min of x over the taps; padding is never seen";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch; -max_pool(-x) for floats, with its rules. A window without taps gives Infinity or the largest"
                + " integer.";
    }

    @Override
    public List<Parameter> parameters() {
        return Sliding.PARAMETERS_AND_MODE;
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
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Minimum();
    }
}
