package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** One element of each sliding window, drawn at random but the same at every run. */
record StochasticPool(int axes) implements SlidingOperation {

    @Override
    public String name() {
        return "stochastic_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "One element of each window, drawn with a probability in proportion to its value.";
    }

    @Override
    public String formula() {
        return "an x among the taps with probability x / sum of x";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. The draw depends on the seed, the taps and the place of the window alone: the"
                + " same in every run, file order and partition. Elements below 0 are never drawn; where none is"
                + " above 0, all are as likely. NaN gives NaN. Keeps the element type; 64-bit integers beyond"
                + " 2^53 give the nearest float64. A window without taps gives NaN or 0.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, Parameter.optional("seed", ParameterType.INTEGER, 0));
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2, seed=7)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new RandomTap(arguments.integer("seed").orElseThrow());
    }
}
