package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Optional;

/** The root of the mean square of each sliding window: the energy of signed features, such as audio frames. */
record RootMeanSquarePool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "rms_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The root of the mean square of each window.";
    }

    @Override
    public String formula() {
        return "sqrt(mean of x^2 over the taps)";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. In float64, scaled by a power of two so that no square overflows, and rounded once;"
                + " padding is never counted. 8 and 16-bit integers and bool give float32, other integers float64."
                + " NaN gives NaN, an infinity else Infinity; a window without taps gives NaN.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new RootMeanSquare(false);
    }

    /**
     * The root of the mean square of the taps.
     *
     * @param weighs whether taps have weights
     */
    private record RootMeanSquare(boolean weighs) implements WeightedStatistic, SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            double largest = largestMagnitude(taps, count);
            if (count == 0 || Double.isNaN(largest)) {
                return Double.NaN;
            }
            return isPlain(largest) ? largest : root(square(taps, count, largest), Variance.mean(taps, count));
        }

        @Override
        public Optional<WeightedStatistic> weighted() {
            return Optional.of(new RootMeanSquare(true));
        }

        /** {@code sqrt(sum(w * x^2) / sum(w))}. */
        @Override
        public double reduce(double[] taps, double[] weights, int count, Window window) {
            double largest = largestMagnitude(taps, count);
            return isPlain(largest)
                    ? largest
                    : root(square(taps, count, largest), WeightedStatistic.mean(taps, weights, count));
        }

        /** NaN if a tap is. */
        private static double largestMagnitude(double[] taps, int count) {
            double largest = 0;
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(taps[i]));
            }
            return largest;
        }

        private static boolean isPlain(double largest) {
            return largest == 0 || !Double.isFinite(largest);
        }

        /** Puts the squares in the place of the taps, which a power of two brings to about 1 before; gives that power. */
        private static int square(double[] taps, int count, double largest) {
            int exponent = Math.getExponent(largest);
            for (int i = 0; i < count; i++) {
                double tap = Math.scalb(taps[i], -exponent);
                taps[i] = tap * tap;
            }
            return exponent;
        }

        private static double root(int exponent, double meanSquare) {
            return Math.scalb(Math.sqrt(meanSquare), exponent);
        }

        @Override
        public int terms() {
            return weighs ? 2 : 1;
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return term == 1 ? weight : ExactSum.product(weight, ExactSum.exactSquare(tap));
        }

        @Override
        public double result(WindowSums sums) {
            return Math.sqrt(sums.sum(0).value() / (weighs ? sums.sum(1).value() : sums.count()));
        }
    }
}
