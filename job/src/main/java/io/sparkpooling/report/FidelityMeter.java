package io.sparkpooling.report;

import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.util.List;

/**
 * Measures the {@link Fidelity} of sampled tensors. Costs some nanoseconds an element, and at most about {@value #VISITED} elements
 * of a tensor are looked at, evenly spread; what is chosen depends on shapes alone.
 */
public final class FidelityMeter {
    private static final int VISITED = 1 << 20;

    private Fidelity total = Fidelity.NONE;

    /** What has been measured so far. */
    public Fidelity fidelity() {
        return total;
    }

    /**
     * Adds one tensor.
     *
     * @param nearest for each physical axis the output for each of its input elements
     */
    public void add(TensorView before, TensorView after, List<int[]> nearest) {
        Shape shape = before.type().shape();
        int[] strides = after.type().shape().strides();
        int last = shape.rank() - 1;
        int length = last < 0 ? 1 : shape.size(last);
        int lines = length == 0 ? 0 : shape.elementCount() / length;
        int step = 1 + shape.elementCount() / VISITED;
        Comparison comparison = new Comparison();
        for (int line = 0; line < lines; line += step) {
            int base = 0;
            int rest = line;
            for (int axis = last - 1; axis >= 0; axis--) {
                base += nearest.get(axis)[rest % shape.size(axis)] * strides[axis];
                rest /= shape.size(axis);
            }
            for (int i = 0; i < length; i++) {
                int from = last < 0 ? 0 : base + nearest.get(last)[i] * strides[last];
                comparison.add(before.number(line * length + i), after.number(from));
            }
        }
        total = total.mergedWith(comparison.fidelity());
    }

    /** Adds how the tensor, and the pooled one, changed when the tensor moved. */
    public void addShift(ShiftChange before, ShiftChange after) {
        total = total.mergedWith(new Fidelity(0, 0, 0, Double.NaN, Double.NaN, 0, 0, 0, before, after));
    }

    /** The difference between two tensors of one type. */
    public static ShiftChange change(TensorView still, TensorView moved) {
        int elements = still.type().shape().elementCount();
        double energy = 0;
        double movedEnergy = 0;
        double squaredDifference = 0;
        for (int i = 0; i < elements; i += 1 + elements / VISITED) {
            double x = still.number(i);
            double y = moved.number(i);
            double squares = x * x + y * y;
            if (Double.isFinite(squares)) {
                energy += x * x;
                movedEnergy += y * y;
                squaredDifference += (x - y) * (x - y);
            }
        }
        return new ShiftChange(energy, movedEnergy, squaredDifference);
    }

    /** Writes the tensor, moved by one element towards the end of a physical axis, whose first element is repeated. */
    public static void move(TensorView source, int axis, TensorView into) {
        Shape shape = source.type().shape();
        int stride = shape.strides()[axis];
        int block = stride * shape.size(axis);
        for (int begin = 0; begin < shape.elementCount(); begin += block) {
            int from = source.offset() + begin;
            int to = into.offset() + begin;
            System.arraycopy(source.carrier(), from, into.carrier(), to, stride);
            System.arraycopy(source.carrier(), from, into.carrier(), to + stride, block - stride);
        }
    }

    /** The sums of one tensor. */
    private static final class Comparison {
        private long elements;
        private long equal;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double energy;
        private double reconstructedEnergy;
        private double squaredError;

        void add(double x, double y) {
            if (Double.isFinite(x) && Double.isFinite(y)) {
                elements++;
                equal += x == y ? 1 : 0;
                min = Math.min(min, x);
                max = Math.max(max, x);
                energy += x * x;
                reconstructedEnergy += y * y;
                squaredError += (x - y) * (x - y);
            }
        }

        Fidelity fidelity() {
            return new Fidelity(
                    1,
                    elements,
                    equal,
                    elements == 0 ? Double.NaN : min,
                    elements == 0 ? Double.NaN : max,
                    energy,
                    reconstructedEnergy,
                    squaredError,
                    ShiftChange.NONE,
                    ShiftChange.NONE);
        }
    }
}
