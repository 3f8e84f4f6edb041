package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.SlidingWindows;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a {@link Pooling} of an operation, its arguments and the type of the tensors, or says why there is none. */
final class Binding {
    private final Operation operation;
    private final Arguments arguments;
    private final TensorType input;

    Binding(Operation operation, Arguments arguments, TensorType input) {
        this.operation = operation;
        this.arguments = arguments;
        this.input = input;
    }

    Pooling pooling() {
        requireElements();
        List<Integer> axes = new AxisChoice(operation, arguments, input).axes();
        List<Integer> sizes = axes.stream()
                .map(axis -> input.shape().size(input.physicalAxis(axis)))
                .toList();
        List<AxisWindows> windows = operation.windows(arguments, sizes);
        requireOutput(windows);
        List<Integer> order = IntStream.range(0, axes.size())
                .boxed()
                .sorted(Comparator.comparing(axes::get))
                .toList();
        List<Integer> physicalAxes =
                order.stream().map(i -> input.physicalAxis(axes.get(i))).toList();
        List<AxisWindows> orderedWindows = order.stream().map(windows::get).toList();
        return new Pooling(
                operation,
                input,
                output(physicalAxes, orderedWindows),
                physicalAxes,
                orderedWindows,
                operation.reduction(arguments, windows));
    }

    private void requireElements() {
        if (!operation.elementTypes().contains(input.elementType())) {
            throw new InvalidArgumentException("Cannot pool %s with %s: it takes %s"
                    .formatted(
                            input.elementType(),
                            operation.name(),
                            operation.elementTypes().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))));
        }
        if (input.shape().elementCount() == 0) {
            throw new InvalidArgumentException("Cannot pool %s: it has no elements".formatted(input));
        }
    }

    private void requireOutput(List<AxisWindows> windows) {
        if (windows.stream().anyMatch(axis -> axis.outputSize() < 1)) {
            throw new InvalidArgumentException("Cannot pool %s with %s: the output would be empty"
                    .formatted(input.logicalShape(), words(windows)));
        }
    }

    private static String words(List<AxisWindows> windows) {
        List<SlidingWindows> sliding = windows.stream()
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

    private TensorType output(List<Integer> physicalAxes, List<AxisWindows> windows) {
        Shape shape = input.shape();
        for (int i = 0; i < physicalAxes.size(); i++) {
            shape = shape.withSize(physicalAxes.get(i), windows.get(i).outputSize());
        }
        return input.withShape(shape);
    }
}
