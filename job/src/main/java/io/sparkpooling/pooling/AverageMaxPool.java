package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** Half the average and half the maximum of each sliding window. */
record AverageMaxPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "avgmax_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "Half the average and half the maximum of each window.";
    }

    @Override
    public String formula() {
        return "0.5 * (average of x + max of x) over the taps";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch; the averages count taps, never padding. NaN gives NaN. 8 and 16-bit integers"
                + " and bool give float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Blend(0.5, false);
    }
}
