package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The most frequent element of each sliding window: how label maps shrink. */
record ModePool(int axes) implements SlidingOperation {

    @Override
    public String name() {
        return "mode_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The most frequent element of each window, for label maps.";
    }

    @Override
    public String formula() {
        return "the x that occurs most often among the taps; of several the smallest";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch as a pooling. Keeps the element type, exact for 64-bit integers; padding is"
                + " never counted. NaN gives NaN; -0.0 and +0.0 count as one and give +0.0. A window without taps"
                + " gives NaN or the smallest integer.";
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
        return new MostFrequent();
    }
}
