package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/** The standard deviation of each sliding window. */
record DeviationPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "std_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The standard deviation of each window.";
    }

    @Override
    public String formula() {
        return "sqrt(sum of (x - mean)^2 over the taps / (taps - correction))";
    }

    @Override
    public String remarks() {
        return Variance.REMARKS;
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, Variance.CORRECTION);
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=1, padding=1)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Deviation(Variance.of(arguments));
    }

    /** The root of the variance. */
    private record Deviation(Variance variance) implements SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            return Math.sqrt(variance.reduce(taps, count, window));
        }

        @Override
        public int terms() {
            return variance.terms();
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return variance.term(term, tap, weight, first);
        }

        @Override
        public double result(WindowSums sums) {
            return Math.sqrt(variance.result(sums));
        }

        @Override
        public String whyUnweighted() {
            return variance.whyUnweighted();
        }

        @Override
        public Optional<WeightedStatistic> weighted() {
            return variance.weighted()
                    .map(weighted ->
                            (taps, weights, count, window) -> Math.sqrt(weighted.reduce(taps, weights, count, window)));
        }
    }
}
