package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;

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
        return new RootMeanSquare();
    }

    /** The root of the mean square of the taps. */
    private record RootMeanSquare() implements SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            double largest = 0;
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(taps[i]));
            }
            if (count == 0 || Double.isNaN(largest)) {
                return Double.NaN;
            }
            if (largest == 0 || Double.isInfinite(largest)) {
                return largest;
            }
            return scaled(taps, count, Math.getExponent(largest));
        }

        private static double scaled(double[] taps, int count, int exponent) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double tap = Math.scalb(taps[i], -exponent);
                sum += tap * tap;
            }
            return Math.scalb(Math.sqrt(sum / count), exponent);
        }

        @Override
        public int terms() {
            return 1;
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return ExactSum.exactSquare(tap);
        }

        @Override
        public double result(WindowSums sums) {
            return Math.sqrt(sums.sum(0).value() / sums.count());
        }
    }
}
