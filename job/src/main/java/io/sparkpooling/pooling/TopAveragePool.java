package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;

/** The average of the largest elements of each sliding window. */
record TopAveragePool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "topk_avg_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The average of the k largest elements of each window.";
    }

    @Override
    public String formula() {
        return "sum of the k largest x among the taps / k";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. Added in float64 from the largest on, rounded once. A window with fewer than k"
                + " taps averages all of them; k=1 is the maximum. NaN gives NaN. 8 and 16-bit integers and bool"
                + " give float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(List.of(Parameter.required("k", ParameterType.POSITIVE_INTEGER)), Sliding.PARAMETERS);
    }

    @Override
    public String example() {
        return name() + "(features, k=2, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new TopAverage(arguments.integer("k").orElseThrow());
    }
}
