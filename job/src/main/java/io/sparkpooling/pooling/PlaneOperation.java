package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An operation by a routine over planes: gradients and unpooling, whose axes become larger again, and windows that differ by plane. */
interface PlaneOperation extends Operation {
    Parameter INDICES = Parameter.required("indices", ParameterType.COLUMN);
    Parameter INPUT_SHAPE = Parameter.required("input_shape", ParameterType.SIZES);

    /** How many axes are pooled: the number in the operation's name. */
    int axes();

    @Override
    default OptionalInt pooledAxes() {
        return OptionalInt.of(axes());
    }

    /** A value of {@link #INPUT_SHAPE} for the operation's example. */
    default String exampleShape() {
        return Collections.nCopies(axes(), "56").stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** The places of a tensor with the axes of the request. */
    static PlaneLayout layout(Request request, TensorType type) {
        return PlaneLayout.of(
                type, request.axes().stream().sorted().map(type::physicalAxis).toList());
    }

    /** The places of the request's tensors, their pooled axes in the order in which the request names them. */
    static PlaneLayout asked(Request request) {
        return PlaneLayout.of(
                request.input(),
                request.axes().stream().map(request.input()::physicalAxis).toList());
    }

    /** The numbers 0, 1, 2 of the pooled axes in logical order; of axes that the request names in another order they are permuted. */
    static List<Integer> logicalOrder(Request request) {
        return IntStream.range(0, request.axes().size())
                .boxed()
                .sorted(Comparator.comparing(request.axes()::get))
                .toList();
    }

    /** The type of a required companion, which may differ from the tensor on the pooled axes alone. */
    static TensorType companion(Request request, String parameter) {
        TensorType input = request.input();
        TensorType companion = request.companion(parameter)
                .orElseThrow(() ->
                        new InvalidArgumentException("Invalid %s: null (must name a column)".formatted(parameter)));
        boolean fits = companion.shape().rank() == input.shape().rank()
                && IntStream.range(0, input.shape().rank())
                        .filter(axis -> !request.axes().contains(axis))
                        .allMatch(axis -> companion.logicalShape().size(axis)
                                == input.logicalShape().size(axis));
        if (!fits) {
            throw new InvalidArgumentException("Invalid %s: %s for %s (may differ on the pooled axes alone)"
                    .formatted(parameter, companion, input));
        }
        return companion;
    }

    /** The sizes of a companion's pooled axes, in the order of the request's axes. */
    static List<Integer> sizes(Request request, TensorType companion) {
        return request.axes().stream().map(companion.logicalShape()::size).toList();
    }

    /** The layout of the indices, which must have the shape of the tensor. */
    static PlaneLayout indices(Request request) {
        TensorType indices = request.companion("indices")
                .orElseThrow(() -> new InvalidArgumentException("Invalid indices: null (must name a column)"));
        if (!indices.logicalShape().equals(request.input().logicalShape())
                || indices.elementType().isFloatingPoint()) {
            throw new InvalidArgumentException("Invalid indices: %s for %s (must be integers of the same shape)"
                    .formatted(indices, request.input()));
        }
        return layout(request, indices);
    }

    /** An index into a plane of so many places. */
    static int checked(long index, int places) {
        if (index < 0 || index >= places) {
            throw new InvalidTensorException("index %d of a plane of %d places".formatted(index, places));
        }
        return (int) index;
    }

    /** The sizes of the pooled axes after the operation, in the order of the request's axes. */
    static List<Integer> inputSizes(Request request) {
        return request.arguments().sizes("input_shape", request.axes().size());
    }
}
