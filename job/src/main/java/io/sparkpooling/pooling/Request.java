package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.FilledWindows;
import io.sparkpooling.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an operation is asked for: to pool tensors of one type along some axes, with these arguments and companions.
 *
 * @param operation the operation that is asked
 * @param arguments the values of its parameters
 * @param input the type of the tensors to pool
 * @param companions the types of the other tensors of a row, by the parameter that names them, in the operation's order
 * @param axes the pooled logical axes, in the order in which lists of parameters speak of them
 */
public record Request(
        Operation operation,
        Arguments arguments,
        TensorType input,
        Map<String, TensorType> companions,
        List<Integer> axes) {

    /** The sizes of the pooled axes. */
    public List<Integer> sizes() {
        return axes.stream()
                .map(axis -> input.shape().size(input.physicalAxis(axis)))
                .toList();
    }

    /** The types of the tensor and its companions: the inputs of a routine, in this order. */
    public List<TensorType> inputs() {
        List<TensorType> inputs = new ArrayList<>(List.of(input));
        inputs.addAll(companions.values());
        return inputs;
    }

    /** The type of a companion, if it was named. */
    public Optional<TensorType> companion(String parameter) {
        return Optional.ofNullable(companions.get(parameter));
    }

    /** The place of a companion among the inputs of a routine, if it was named. */
    public OptionalInt place(String parameter) {
        int index = List.copyOf(companions.keySet()).indexOf(parameter);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(1 + index);
    }

    /** A computation by a routine. */
    public Pooling whole(List<Output> outputs, WholeTensor computation) {
        return new Pooling(operation, inputs(), outputs, computation);
    }

    /** A computation by a routine with one output. */
    public Pooling whole(TensorType output, WholeTensor computation) {
        return whole(List.of(new Output("", output)), computation);
    }

    /** The sizes of the axes that are not pooled, in logical order. */
    int[] sizesLeft() {
        return IntStream.range(0, input.shape().rank())
                .filter(axis -> !axes.contains(axis))
                .map(input.logicalShape()::size)
                .toArray();
    }

    /**
     * The type of a result without the pooled axis: the others in logical order, the first of them {@code parts} times as long.
     * A single axis gives a vector of the parts.
     */
    TensorType withoutPooledAxis(int parts) {
        int[] sizes = sizesLeft();
        int[] atLeastOne = sizes.length == 0 ? new int[] {1} : sizes;
        atLeastOne[0] = Math.multiplyExact(atLeastOne[0], parts);
        return TensorType.of(input.elementType(), Shape.of(atLeastOne));
    }

    /** The same for sizes of the pooled axes, in the order of {@link #axes}: their place in the type of the result. */
    public TensorType withSizes(List<Integer> sizes, ElementType elementType) {
        Shape shape = input.shape();
        for (int i = 0; i < axes.size(); i++) {
            shape = shape.withSize(input.physicalAxis(axes.get(i)), sizes.get(i));
        }
        return input.withShape(shape).withElementType(elementType);
    }

    /** A computation window by window. */
    Pooling windowed(List<AxisWindows> windows, WindowedOperation windowing) {
        requireOutput(windows);
        List<Integer> order = IntStream.range(0, axes.size())
                .boxed()
                .sorted(Comparator.comparing(axes::get))
                .toList();
        List<Integer> physicalAxes =
                order.stream().map(i -> input.physicalAxis(axes.get(i))).toList();
        List<Integer> outputSizes =
                windows.stream().map(AxisWindows::outputSize).toList();
        TensorType output = withSizes(outputSizes, windowing.resultType(arguments, input.elementType()));
        Modifiers modifiers = new Modifiers(this, windows);
        TapRule taps = modifiers.taps(output.elementType());
        Optional<Selection> indices = windowing.indices(arguments);
        if (indices.isPresent() && !taps.equals(TapRule.ALL)) {
            throw new InvalidArgumentException(
                    "Invalid return_indices: true with nan, nodata, mask or weights (cannot be combined)");
        }
        WindowedPooling computation = new WindowedPooling(
                input,
                output,
                physicalAxes,
                order.stream().map(windows::get).toList(),
                modifiers.reduction(windowing.reduction(arguments, windows), taps, output.elementType()),
                indices,
                taps);
        List<Output> outputs = new ArrayList<>(List.of(new Output("", output)));
        computation
                .indices()
                .ifPresent(ignored -> outputs.add(new Output("indices", output.withElementType(ElementType.INT64))));
        return new Pooling(operation, inputs(), outputs, computation);
    }

    private void requireOutput(List<AxisWindows> windows) {
        if (windows.stream().anyMatch(axis -> axis.outputSize() < 1)) {
            throw new InvalidArgumentException("Cannot pool %s with %s: the output would be empty"
                    .formatted(input.logicalShape(), words(windows)));
        }
    }

    private static String words(List<AxisWindows> windows) {
        List<SlidingWindows> sliding = windows.stream()
                .map(axis -> axis instanceof FilledWindows filled ? filled.windows() : axis)
                .filter(axis -> axis instanceof SlidingWindows)
                .map(axis -> (SlidingWindows) axis)
                .toList();
        String dilation = sliding.stream().allMatch(axis -> axis.dilation() == 1)
                ? ""
                : ", dilation " + joined(sliding, SlidingWindows::dilation);
        return "kernel %s, padding %s%s"
                .formatted(joined(sliding, SlidingWindows::kernelSize), padding(sliding), dilation);
    }

    private static String padding(List<SlidingWindows> sliding) {
        boolean symmetric = sliding.stream().allMatch(axis -> axis.paddingBegin() == axis.paddingEnd());
        String begins = joined(sliding, SlidingWindows::paddingBegin);
        String words =
                symmetric ? begins : begins + " before and " + joined(sliding, SlidingWindows::paddingEnd) + " after";
        boolean none = sliding.stream().allMatch(axis -> axis.paddingBegin() + axis.paddingEnd() == 0);
        return none ? "0" : words;
    }

    private static String joined(List<SlidingWindows> sliding, Function<SlidingWindows, Integer> size) {
        return sliding.stream().map(axis -> size.apply(axis).toString()).collect(Collectors.joining("x"));
    }
}
