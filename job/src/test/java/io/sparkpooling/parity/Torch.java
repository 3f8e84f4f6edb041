package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * PyTorch's own library, asked inside this JVM, on one thread and a contiguous tensor. Operations that PyTorch lacks are put
 * together from those that it has: the minimum from the maximum of the negated values, the sum from the average with divisor 1,
 * and the Lp norm as its Python front end does it. Native memory is freed after every question, not by the collector.
 */
public final class Torch {
    static {
        torch.set_num_threads(1);
    }

    private Torch() {}

    /** PyTorch's answer; axes beyond the one batch axis that it knows are folded into one before it is asked. */
    static Answer ask(PoolCase question) {
        return askIn(question.type(), question);
    }

    /** PyTorch's answer about the same numbers in a wider type, rounded to the question's own. */
    static Answer askIn(ElementType computing, PoolCase question) {
        try (PointerScope scope = new PointerScope()) {
            Tensor input = tensor(question, scope).to(scalarType(computing));
            Tensor pooled = pool(question, input);
            Tensor output = (computing == question.type() ? pooled : rounded(question, pooled)).contiguous();
            ElementType type = elementType(output.scalar_type());
            return new Answer.Pooled(type, outputShape(question, output), values(type, output));
        } catch (RuntimeException refusal) {
            return new Answer.Refused(firstLine(refusal));
        }
    }

    /** To the question's type; an average adds its rounded result to a zero, so that -0 becomes +0. */
    private static Tensor rounded(PoolCase question, Tensor pooled) {
        Tensor rounded = pooled.to(scalarType(question.type()));
        return question.family().equals("avg_pool") ? rounded.add(new Scalar(0.0)) : rounded;
    }

    static String firstLine(RuntimeException refusal) {
        return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
    }

    private static Tensor tensor(PoolCase question, PointerScope scope) {
        Pointer data = pointer(question.type(), question.values());
        scope.attach(data);
        return torch.from_blob(data, foldedShape(question), new TensorOptions(scalarType(question.type())));
    }

    private static long[] foldedShape(PoolCase question) {
        int[] sizes = question.shape().toArray();
        int leading = sizes.length - question.pooledAxes();
        long outer = IntStream.range(0, leading).mapToLong(axis -> sizes[axis]).reduce(1, Math::multiplyExact);
        if (leading == 1 || leading == 2) {
            return Arrays.stream(sizes).asLongStream().toArray();
        }
        return IntStream.concat(IntStream.of((int) outer), Arrays.stream(sizes).skip(leading))
                .asLongStream()
                .toArray();
    }

    private static Shape outputShape(PoolCase question, Tensor output) {
        int[] sizes = question.shape().toArray();
        int pooled = question.pooledAxes();
        for (int axis = 1; axis <= pooled; axis++) {
            sizes[sizes.length - axis] = (int) output.size(output.dim() - axis);
        }
        return Shape.of(sizes);
    }

    static Tensor pool(PoolCase question, Tensor input) {
        return switch (question.family()) {
            case "max_pool" -> max(question, input);
            case "min_pool" -> complement(question, max(question, complement(question, input)));
            case "avg_pool" -> average(question, input, divisor(question));
            case "sum_pool" -> average(question, input, new LongOptional(1));
            case "lp_pool" -> lp(question, input);
            case "adaptive_max_pool" -> adaptiveMax(question, input);
            case "adaptive_avg_pool" -> adaptiveAverage(question, input);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    private static Tensor complement(PoolCase question, Tensor tensor) {
        return question.type().isFloatingPoint() ? tensor.neg() : tensor.bitwise_not();
    }

    private static Tensor max(PoolCase question, Tensor input) {
        if (Sides.differ(question)) {
            Scalar lowest = question.type().isFloatingPoint()
                    ? new Scalar(Double.NEGATIVE_INFINITY)
                    : new Scalar(Elements.smallest(question.type()));
            return max(question.without("padding"), padded(question, input, lowest));
        }
        long[] kernel = question.longs("kernel_size", new long[0]);
        long[] stride = question.longs("stride", new long[0]);
        long[] padding = question.longs("padding", new long[] {0});
        long[] dilation = question.longs("dilation", new long[] {1});
        boolean ceil = question.flag("ceil_mode", false);
        return switch (question.pooledAxes()) {
            // Without indices, PyTorch's one-dimensional maximum knows floating point only.
            case 1 ->
                question.type().isFloatingPoint()
                        ? torch.max_pool1d(input, kernel, stride, padding, dilation, ceil)
                        : torch.max_pool1d_with_indices(input, kernel, stride, padding, dilation, ceil)
                                .get0();
            case 2 -> torch.max_pool2d(input, kernel, stride, padding, dilation, ceil);
            case 3 -> torch.max_pool3d(input, kernel, stride, padding, dilation, ceil);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    private static LongOptional divisor(PoolCase question) {
        return question.gives("divisor_override")
                ? new LongOptional((long) question.number("divisor_override", 0))
                : new LongOptional();
    }

    private static Tensor average(PoolCase question, Tensor input, LongOptional divisor) {
        if (Sides.differ(question)) {
            return averageOfPadded(question, input, divisor);
        }
        long[] kernel = question.longs("kernel_size", new long[0]);
        long[] stride = question.longs("stride", kernel);
        long[] padding = question.longs("padding", new long[question.pooledAxes()]);
        boolean ceil = question.flag("ceil_mode", false);
        boolean countPadding = question.flag("count_include_pad", true);
        return switch (question.pooledAxes()) {
            case 1 ->
                divisor.has_value()
                        ? averageOfOneRow(input, kernel[0], stride[0], padding[0], ceil, divisor)
                        : torch.avg_pool1d(input, kernel, stride, padding, ceil, countPadding);
            case 2 -> torch.avg_pool2d(input, kernel, stride, padding, ceil, countPadding, divisor);
            case 3 -> torch.avg_pool3d(input, kernel, stride, padding, ceil, countPadding, divisor);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    private static Tensor averageOfPadded(PoolCase question, Tensor input, LongOptional divisor) {
        PoolCase bare = question.without("padding", "count_include_pad");
        Tensor padded = padded(question, input, new Scalar(0));
        if (divisor.has_value() || question.flag("count_include_pad", true)) {
            return average(bare, padded, divisor);
        }
        LongOptional one = new LongOptional(1);
        Tensor counts = average(bare, padded(question, torch.ones_like(input), new Scalar(0)), one);
        Tensor sums = average(bare, padded, one);
        // the optional holds a view of the text, not the text: it must outlive the call
        BytePointer truncating = new BytePointer("trunc");
        Tensor averages = question.type().isFloatingPoint()
                ? sums.div(counts)
                : sums.div(counts, new StringViewOptional(truncating));
        return averages.add(new Scalar(0));
    }

    private static Tensor padded(PoolCase question, Tensor input, Scalar filler) {
        return torch.constant_pad_nd(input, Sides.lastAxisFirst(question), filler);
    }

    /** PyTorch's one-dimensional average has no divisor; its two-dimensional one of a single row has. */
    private static Tensor averageOfOneRow(
            Tensor input, long kernel, long stride, long padding, boolean ceil, LongOptional divisor) {
        long[] size = {1, kernel};
        long[] step = {1, stride};
        long[] border = {0, padding};
        return torch.avg_pool2d(input.unsqueeze(-2), size, step, border, ceil, true, divisor)
                .squeeze(-2);
    }

    private static Tensor lp(PoolCase question, Tensor input) {
        double norm = question.number("norm_type", Double.NaN);
        if (norm == 0) {
            throw new ArithmeticException("ZeroDivisionError: division by zero");
        }
        long taps = Arrays.stream(question.longs("kernel_size", new long[0])).reduce(1, (a, b) -> a * b);
        Tensor mean = average(question, input.pow(new Scalar(norm)), new LongOptional());
        return mean.sign().mul(mean.abs().relu()).mul(new Scalar(taps)).pow(new Scalar(1 / norm));
    }

    private static Tensor adaptiveMax(PoolCase question, Tensor input) {
        long[] size = outputSize(question);
        return switch (question.pooledAxes()) {
            case 1 -> torch.adaptive_max_pool1d(input, size).get0();
            case 2 -> torch.adaptive_max_pool2d(input, size).get0();
            case 3 -> torch.adaptive_max_pool3d(input, size).get0();
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    private static Tensor adaptiveAverage(PoolCase question, Tensor input) {
        long[] size = outputSize(question);
        return switch (question.pooledAxes()) {
            case 1 -> torch.adaptive_avg_pool1d(input, size);
            case 2 -> torch.adaptive_avg_pool2d(input, size);
            case 3 -> torch.adaptive_avg_pool3d(input, size);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    /** As the Python front end does it: an entry None is the input's size. */
    static long[] outputSize(PoolCase question) {
        long[] size = question.longs("output_size", new long[0]);
        int leading = question.shape().rank() - question.pooledAxes();
        return IntStream.range(0, size.length)
                .mapToLong(
                        axis -> size[axis] == PoolCase.KEEP ? question.shape().size(leading + axis) : size[axis])
                .toArray();
    }

    public static ScalarType scalarType(ElementType type) {
        return switch (type) {
            case FLOAT16 -> ScalarType.Half;
            case BFLOAT16 -> ScalarType.BFloat16;
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
            case INT8 -> ScalarType.Char;
            case INT16 -> ScalarType.Short;
            case INT32 -> ScalarType.Int;
            case INT64 -> ScalarType.Long;
            case UINT8 -> ScalarType.Byte;
            case UINT16 -> ScalarType.UInt16;
            case UINT32 -> ScalarType.UInt32;
            case UINT64 -> ScalarType.UInt64;
            case BOOL -> ScalarType.Bool;
        };
    }

    public static ElementType elementType(ScalarType scalarType) {
        return Arrays.stream(ElementType.values())
                .filter(type -> scalarType(type) == scalarType.intern())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(scalarType.toString()));
    }

    public static Pointer pointer(ElementType type, Object values) {
        return switch (type) {
            case FLOAT16, BFLOAT16, INT16, UINT16 -> new ShortPointer((short[]) values);
            case FLOAT32 -> new FloatPointer((float[]) values);
            case FLOAT64 -> new DoublePointer((double[]) values);
            case INT8, UINT8, BOOL -> new BytePointer((byte[]) values);
            case INT32, UINT32 -> new IntPointer((int[]) values);
            case INT64, UINT64 -> new LongPointer((long[]) values);
        };
    }

    public static Object values(ElementType type, Tensor output) {
        int count = Math.toIntExact(output.numel());
        Object values = type.newArray(count);
        if (count == 0) {
            return values;
        }
        Pointer data = output.data_ptr();
        switch (type) {
            case FLOAT16, BFLOAT16, INT16, UINT16 -> new ShortPointer(data).get((short[]) values);
            case FLOAT32 -> new FloatPointer(data).get((float[]) values);
            case FLOAT64 -> new DoublePointer(data).get((double[]) values);
            case INT8, UINT8, BOOL -> new BytePointer(data).get((byte[]) values);
            case INT32, UINT32 -> new IntPointer(data).get((int[]) values);
            case INT64, UINT64 -> new LongPointer(data).get((long[]) values);
        }
        return values;
    }
}
