package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/** A smooth maximum of each sliding window. */
record LogSumExpPool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "logsumexp_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The smooth maximum of each window: log-mean-exp.";
    }

    @Override
    public String formula() {
        return "(1/r) * log(mean of exp(r * x) over the taps)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. The mean, not the sum, of Pinheiro and Collobert; r near 0 nears the average,"
                + " a large r the maximum. The exponentials are summed exactly; where they cannot be, the"
                + " maximum of the window is taken out first, so that nothing overflows. NaN gives NaN. 8 and 16-bit integers and bool give float32, other integers"
                + " float64. A window without taps gives NaN.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(Sliding.PARAMETERS, Parameter.optional("r", ParameterType.POSITIVE, 1.0));
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new LogMeanExp(arguments.number("r"), false);
    }

    /** The formula; with the largest tap taken out of the logarithm where the exponentials have no exact sum. */
    private record LogMeanExp(double sharpness, boolean weighs) implements WeightedStatistic, SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            double largest = Largest.of(taps, count);
            if (Double.isInfinite(largest)) {
                return count == 0 ? Double.NaN : largest;
            }
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += StrictMath.exp(sharpness * (taps[i] - largest));
            }
            return largest + StrictMath.log(sum / count) / sharpness;
        }

        @Override
        public Optional<WeightedStatistic> weighted() {
            return Optional.of(new LogMeanExp(sharpness, true));
        }

        /** {@code (1/r) * log(sum(w * exp(r * x)) / sum(w))}. */
        @Override
        public double reduce(double[] taps, double[] weights, int count, Window window) {
            double largest = Largest.of(taps, count);
            if (Double.isInfinite(largest)) {
                return largest;
            }
            for (int i = 0; i < count; i++) {
                taps[i] = StrictMath.exp(sharpness * (taps[i] - largest));
            }
            return largest + StrictMath.log(WeightedStatistic.mean(taps, weights, count)) / sharpness;
        }

        @Override
        public int terms() {
            return weighs ? 2 : 1;
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return term == 1 ? weight : Largest.exponential(sharpness * tap, weight);
        }

        @Override
        public double result(WindowSums sums) {
            double total = weighs ? sums.sum(1).value() : sums.count();
            return StrictMath.log(sums.sum(0).value() / total) / sharpness;
        }
    }
}
