package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;

/** The largest less the smallest element of each sliding window. */
record RangePool(int axes) implements SlidingOperation, FractionalOperation {

    @Override
    public String name() {
        return "range_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The largest less the smallest element of each window.";
    }

    @Override
    public String formula() {
        return "max of x - min of x over the taps";
    }

    @Override
    public String remarks() {
        return "Not in PyTorch. Subtracted in float64, so that no integer type overflows, and rounded once;"
                + " NaN gives NaN, as does a window of equal infinities. 8 and 16-bit integers and bool give"
                + " float32, other integers float64. A window without taps gives NaN.";
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=3, stride=1, padding=1)";
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        return new Range();
    }

    /** The largest less the smallest tap. */
    private record Range() implements SummedStatistic {

        @Override
        public double reduce(double[] taps, int count, Window window) {
            double smallest = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                smallest = Math.min(smallest, taps[i]);
                largest = Math.max(largest, taps[i]);
            }
            return count == 0 ? Double.NaN : largest - smallest;
        }

        @Override
        public String whyUnweighted() {
            return Largest.WHATEVER_THE_WEIGHTS;
        }

        @Override
        public int terms() {
            return 0;
        }

        @Override
        public double term(int term, double tap, double weight, double first) {
            return 0;
        }

        @Override
        public boolean ofLargest() {
            return true;
        }

        @Override
        public boolean ofSmallest() {
            return true;
        }

        @Override
        public double result(WindowSums sums) {
            return sums.largest() - sums.smallest();
        }
    }
}
