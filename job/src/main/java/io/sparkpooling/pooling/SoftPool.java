package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/** The average of each sliding window, weighed by exponentials. */
record SoftPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "soft_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The average of each window, each element weighed by its exponential (SoftPool).";
    }

    @Override
    public String formula() {
        return "sum of x * exp(x) over the taps / sum of exp(x)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. The terms are summed exactly; where they cannot be, the maximum of the window is"
                + " subtracted in the exponents first, so that nothing overflows; an infinite maximum is the result. NaN gives NaN. 8 and 16-bit integers"
                + " and bool give float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new SoftAverage();
    }

    /**
     * The formula; where the terms have no exact sum, with the largest tap taken out of the exponents, and a tap without weight left
     * out.
     */
    private record SoftAverage() implements WeightedStatistic, SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            double largest = Largest.of(taps, count);
            if (Double.isInfinite(largest)) {
                return count == 0 ? Double.NaN : largest;
            }
            double sum = 0;
            double total = 0;
            for (int i = 0; i < count; i++) {
                double weight = StrictMath.exp(taps[i] - largest);
                sum += weight == 0 ? 0 : weight * taps[i];
                total += weight;
            }
            return sum / total;
        }

        @Override
        public Optional<WeightedStatistic> weighted() {
            return Optional.of(this);
        }

        /** {@code sum(w * x * exp(x)) / sum(w * exp(x))}. */
        @Override
        public double reduce(double[] taps, double[] weights, int count, Window window) {
            double largest = Largest.of(taps, count);
            if (Double.isInfinite(largest)) {
                return largest;
            }
            double sum = 0;
            double total = 0;
            for (int i = 0; i < count; i++) {
                double weight = weights[i] * StrictMath.exp(taps[i] - largest);
                sum += weight == 0 ? 0 : weight * taps[i];
                total += weight;
            }
            return sum / total;
        }

        @Override
        public int terms() {
            return 2;
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return term == 0 ? Largest.exponential(tap, weight) : tap * first;
        }

        @Override
        public double result(WindowSums sums) {
            return sums.sum(1).value() / sums.sum(0).value();
        }
    }
}
