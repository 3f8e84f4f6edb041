package io.sparkpooling.report.study;

import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves the plane of one or two axes by a linear map about its middle: the element at distance {@code (y, x)} from the middle is read
 * at {@code (yy*y + yx*x, xy*y + xx*x)} of the source. Floating point tensors are read by bilinear interpolation, in float64 and
 * rounded once; integers at the nearest element, since between two labels lies none. Beyond the border its elements are repeated.
 */
record Resampling(double yy, double yx, double xy, double xx) {

    /** Turns by an angle; without a difference between the axes' spacing, a positive one moves the x axis towards the y axis. */
    static Resampling rotation(double degrees) {
        double angle = StrictMath.toRadians(degrees);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new Resampling(cos, -sin, sin, cos);
    }

    /** Stretches; a factor above 1 enlarges. */
    static Resampling scaling(double factor) {
        return new Resampling(1 / factor, 0, 0, 1 / factor);
    }

    /**
     * Writes the moved tensor.
     *
     * @param plane the physical axes y and x; or x alone
     */
    void apply(TensorView source, List<Integer> plane, TensorView into) {
        Shape shape = source.type().shape();
        Side x = Side.of(shape, plane.get(plane.size() - 1));
        Side y = plane.size() == 1 ? Side.NONE : Side.of(shape, plane.get(0));
        int[] begins = begins(shape, plane);
        boolean floating = source.type().elementType().isFloatingPoint();
        for (int row = 0; row < y.size; row++) {
            for (int column = 0; column < x.size; column++) {
                double down = row - y.middle();
                double along = column - x.middle();
                int to = row * y.stride + column * x.stride;
                double fromY = y.inside(yy * down + yx * along + y.middle());
                double fromX = x.inside(xy * down + xx * along + x.middle());
                if (floating) {
                    new Corners(y, fromY, x, fromX).write(source, begins, into, to);
                } else {
                    int from = (int) Math.rint(fromY) * y.stride + (int) Math.rint(fromX) * x.stride;
                    IntStream.of(begins).forEach(begin -> into.copy(begin + to, source, begin + from));
                }
            }
        }
    }

    /** Where the plane begins for each place on the other axes. */
    private static int[] begins(Shape shape, List<Integer> plane) {
        int[] strides = shape.strides();
        int[] begins = {0};
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!plane.contains(axis)) {
                int size = shape.size(axis);
                int stride = strides[axis];
                begins = IntStream.of(begins)
                        .flatMap(begin -> IntStream.range(0, size).map(place -> begin + place * stride))
                        .toArray();
            }
        }
        return begins;
    }

    /** An axis of the plane. */
    private record Side(int size, int stride) {
        static final Side NONE = new Side(1, 0);

        static Side of(Shape shape, int axis) {
            return new Side(shape.size(axis), shape.strides()[axis]);
        }

        double middle() {
            return (size - 1) / 2.0;
        }

        double inside(double place) {
            return Math.max(0, Math.min(size - 1, place));
        }
    }

    /** The four elements around a place, and how much each counts; one that does not count is not read. */
    private static final class Corners {
        private final int[] offsets = new int[4];
        private final double[] weights = new double[4];
        private int count;

        Corners(Side y, double fromY, Side x, double fromX) {
            int top = (int) fromY;
            int left = (int) fromX;
            double down = fromY - top;
            double right = fromX - left;
            add(top * y.stride + left * x.stride, (1 - down) * (1 - right));
            add(top * y.stride + (left + 1) * x.stride, (1 - down) * right);
            add((top + 1) * y.stride + left * x.stride, down * (1 - right));
            add((top + 1) * y.stride + (left + 1) * x.stride, down * right);
        }

        private void add(int offset, double weight) {
            if (weight > 0) {
                offsets[count] = offset;
                weights[count++] = weight;
            }
        }

        void write(TensorView source, int[] begins, TensorView into, int to) {
            for (int begin : begins) {
                double sum = 0;
                for (int corner = 0; corner < count; corner++) {
                    sum += weights[corner] * source.number(begin + offsets[corner]);
                }
                into.setNumber(begin + to, sum);
            }
        }
    }
}
