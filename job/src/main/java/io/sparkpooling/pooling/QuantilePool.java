package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** A quantile of each sliding window. */
record QuantilePool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "quantile_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "A quantile of each window, with linear interpolation.";
    }

    @Override
    public String formula() {
        return "the sorted taps at (taps - 1) * q, interpolated linearly between its neighbours";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch as a pooling; numpy.quantile and torch.quantile with their default"
                + " interpolation. q=0.5 is the median. NaN gives NaN. 8 and 16-bit integers and bool give"
                + " float32, other integers float64. A window without taps gives NaN. With weights as xarray:"
                + " sorted taps lie side by side on a line, each as long as its weight; the result is the mean of the part of"
                + " length s = sum(w^2) / sum(w) that begins at q * (sum(w) - s).";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(List.of(Parameter.required("q", ParameterType.FRACTION)), Sliding.PARAMETERS);
    }

    @Override
    public String example() {
        return name() + "(features, q=0.9, kernel_size=3)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Quantile(arguments.number("q"));
    }
}
