package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * ONNX's pooling (operator set 22) as its specification defines it, in float64, with a bound for arithmetic in the element type.
 * Written from the specification's formulas, apart from the code under test.
 */
final class OnnxFormula {
    private static final double UNIT32 = 0x1p-24;

    private final PoolCase question;
    private final List<List<Taps>> axes = new ArrayList<>();
    private final Shape output;

    /** The taps of a window on one axis, and its positions that lie in the input or the padding. */
    private record Taps(int[] positions, int counted) {}

    OnnxFormula(PoolCase question) {
        this.question = question;
        Shape shape = question.shape();
        for (int axis = 0; axis < question.pooledAxes(); axis++) {
            axes.add(windows(shape.size(axis + 1), axis));
            shape = shape.withSize(axis + 1, axes.get(axis).size());
        }
        this.output = shape;
    }

    private List<Taps> windows(int in, int axis) {
        int k = of("kernel_size", axis, 1);
        int s = of("stride", axis, 1);
        int d = of("dilation", axis, 1);
        int extent = (k - 1) * d + 1;
        int[] pads = pads(in, axis, s, extent);
        int room = in + pads[0] + pads[1] - extent;
        boolean ceil = question.flag("ceil_mode", false);
        int out = (ceil ? -Math.floorDiv(-room, s) : Math.floorDiv(room, s)) + 1;
        List<Taps> windows = new ArrayList<>();
        for (int o = 0; o < out; o++) {
            int start = o * s - pads[0];
            // windows that would start in the right padded region are ignored
            if (start < in) {
                int[] all = IntStream.range(0, k).map(i -> start + i * d).toArray();
                int end = in + pads[1];
                windows.add(new Taps(
                        IntStream.of(all).filter(at -> at >= 0 && at < in).toArray(),
                        (int) IntStream.of(all).filter(at -> at < end).count()));
            }
        }
        return windows;
    }

    private int of(String name, int axis, int absent) {
        return question.gives(name) ? (int) question.longs(name, new long[0])[axis] : absent;
    }

    private int[] pads(int in, int axis, int s, int extent) {
        Object padding = question.parameters().getOrDefault("padding", "valid");
        if (padding instanceof List<?> list) {
            return list.get(axis) instanceof List<?> pair
                    ? new int[] {(Integer) pair.get(0), (Integer) pair.get(1)}
                    : new int[] {(Integer) list.get(axis), (Integer) list.get(axis)};
        }
        int total = Math.max(0, ((in + s - 1) / s - 1) * s + extent - in);
        return switch ((String) padding) {
            case "same" -> new int[] {total / 2, total - total / 2};
            case "same_lower" -> new int[] {total - total / 2, total / 2};
            default -> new int[] {0, 0};
        };
    }

    /** Whether the windows that {@code 'same'} asks for need less than the input. */
    boolean leapsOverElements() {
        return IntStream.range(0, question.pooledAxes()).anyMatch(axis -> {
            int in = question.shape().size(axis + 1);
            int s = of("stride", axis, 1);
            return ((in + s - 1) / s - 1) * s + of("kernel_size", axis, 1) < in;
        });
    }

    boolean padsAllSidesAlike() {
        return IntStream.range(0, question.pooledAxes())
                        .flatMap(axis -> {
                            int extent = (of("kernel_size", axis, 1) - 1) * of("dilation", axis, 1) + 1;
                            return IntStream.of(
                                    pads(question.shape().size(axis + 1), axis, of("stride", axis, 1), extent));
                        })
                        .distinct()
                        .count()
                == 1;
    }

    boolean isEmpty() {
        return output.elementCount() == 0;
    }

    Shape output() {
        return output;
    }

    /** Bounds for an average or a norm. */
    Expectation expectation() {
        Interval[] intervals = IntStream.range(0, output.elementCount())
                .mapToObj(this::interval)
                .toArray(Interval[]::new);
        return new Expectation.Within(question.type(), output, intervals);
    }

    /** The numbers of a window, row-major. */
    double[] numbers(int index) {
        return IntStream.of(taps(index)).mapToDouble(this::number).toArray();
    }

    private double number(int tap) {
        ElementType type = question.type();
        return type.isFloatingPoint()
                ? Elements.number(type, question.values(), tap)
                : Elements.integer(type, question.values(), tap);
    }

    /** Where the taps of a window are in the tensor, row-major. */
    int[] taps(int index) {
        int[] indices = {0};
        int rest = output.elementCount();
        for (int axis = 0; axis < output.rank(); axis++) {
            rest /= output.size(axis);
            int at = index / rest % output.size(axis);
            int size = question.shape().size(axis);
            int[] positions = axis == 0 ? new int[] {at} : axes.get(axis - 1).get(at).positions;
            indices = IntStream.of(indices)
                    .flatMap(before -> IntStream.of(positions).map(position -> before * size + position))
                    .toArray();
        }
        return indices;
    }

    private long counted(int index) {
        long product = 1;
        int rest = output.elementCount();
        for (int axis = 0; axis < output.rank(); axis++) {
            rest /= output.size(axis);
            product *= axis == 0 ? 1 : axes.get(axis - 1).get(index / rest % output.size(axis)).counted;
        }
        return product;
    }

    private Interval interval(int index) {
        return question.family().equals("lp_pool") ? norm(numbers(index)) : average(index, numbers(index));
    }

    /** The root's exponent is a float32 too, which matters as the logarithm of the sum. */
    private Interval norm(double[] numbers) {
        double p = question.number("norm_type", 2);
        double[] powers =
                DoubleStream.of(numbers).map(x -> Math.pow(Math.abs(x), p)).toArray();
        double sum = DoubleStream.of(powers).sum();
        double slack = (numbers.length + 4 * p) * UNIT32 * sum + (numbers.length + 1) * (double) Float.MIN_NORMAL;
        if (!DoubleStream.of(numbers).allMatch(Double::isFinite)) {
            return DoubleStream.of(numbers).anyMatch(Double::isNaN)
                    ? Interval.exactly(Double.NaN)
                    : Interval.exactly(Double.POSITIVE_INFINITY);
        }
        if (sum + slack > Float.MAX_VALUE) {
            return Interval.ANYTHING;
        }
        double low = Math.pow(Math.max(0, sum - slack), 1 / p);
        double high = Math.pow(sum + slack, 1 / p);
        double root = (4 + Math.abs(Math.log(sum + slack))) * UNIT32 * high;
        return new Interval(low, high).widened(root, question.type());
    }

    private Interval average(int index, double[] numbers) {
        double divisor = question.flag("count_include_pad", false) ? counted(index) : Math.max(1, numbers.length);
        double magnitude =
                DoubleStream.of(numbers).filter(Double::isFinite).map(Math::abs).sum();
        if (magnitude > Float.MAX_VALUE) {
            return Interval.ANYTHING;
        }
        double mean = DoubleStream.of(numbers).sum() / divisor;
        return Double.isFinite(mean)
                ? Interval.exactly(mean).widened((numbers.length + 2) * UNIT32 * magnitude / divisor, question.type())
                : Interval.exactly(mean);
    }
}
