package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An operation that reduces windows, each the product of one window for each pooled axis. */
public interface WindowedOperation extends Operation {

    /** The windows over pooled axes of these sizes. */
    List<AxisWindows> windows(Arguments arguments, List<Integer> sizes);

    /** What a window becomes. */
    Reduction reduction(Arguments arguments, List<AxisWindows> windows);

    /** The element type of the result. */
    default ElementType resultType(Arguments arguments, ElementType input) {
        return input;
    }

    /** Which taps the results are, where the user asks for their indices. */
    default Optional<Selection> indices(Arguments arguments) {
        return Optional.empty();
    }

    @Override
    default List<Parameter> allParameters() {
        return Stream.of(parameters(), Modifiers.PARAMETERS, Parameter.COMMON)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    default Pooling bind(Request request) {
        return request.windowed(windows(request.arguments(), request.sizes()), this);
    }
}
