package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a {@link Pooling} of an operation, its arguments and the type of the tensors, or says why there is none. */
final class Binding {
    private final Operation operation;
    private final Arguments arguments;
    private final TensorType input;
    private final Map<String, TensorType> companions;

    Binding(Operation operation, Arguments arguments, TensorType input, Map<String, TensorType> companions) {
        this.operation = operation;
        this.arguments = arguments;
        this.input = input;
        this.companions = companions;
    }

    Pooling pooling() {
        requireElements();
        arguments.mode().requireResultOfIntegers(operation, arguments, input.elementType());
        List<Integer> axes = new AxisChoice(operation, arguments, input).axes();
        return operation.bind(new Request(operation, arguments, input, companions, axes));
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
}
