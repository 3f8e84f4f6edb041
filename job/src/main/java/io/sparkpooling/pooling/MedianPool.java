package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** The median of each sliding window. */
record MedianPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "median_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The median of each window.";
    }

    @Override
    public String formula() {
        return "the middle of the sorted taps; of an even number the mean of the two middle ones";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch as a pooling; its median takes the lower of two middle elements, this one their"
                + " mean, as NumPy. NaN gives NaN. 8 and 16-bit integers and bool give float32, other integers"
                + " float64. A window without taps gives NaN. With weights the quantile_pool"
                + " of q=0.5.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=1, padding=1)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Quantile(0.5);
    }
}
