package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way of pooling: its name and parameters, where its windows lie and what they become. Names, parameters and defaults are
 * PyTorch's where PyTorch has the operation. Stateless; one object for each name, in {@link Operations}.
 */
public interface Operation {

    /** The floating point types. */
    Set<ElementType> FLOATS = Collections.unmodifiableSet(
            EnumSet.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64));

    /** Every type. */
    Set<ElementType> ALL = Collections.unmodifiableSet(EnumSet.allOf(ElementType.class));

    /** The name in expressions. */
    String name();

    /** The number of axes it pools; nothing where it pools every spatial axis. */
    OptionalInt pooledAxes();

    /** One sentence for a user who looks for an operation. */
    String summary();

    /** What an element of the output is. */
    String formula();

    /** Where it differs from PyTorch or has what PyTorch has not; empty where there is nothing to say. */
    String remarks();

    /** Its own parameters, in the order of its canonical text. */
    List<Parameter> parameters();

    /** An expression that uses it. */
    String example();

    /** The element types it accepts. */
    Set<ElementType> elementTypes();

    /**
     * This operation for tensors of one type.
     *
     * @throws io.sparkpooling.tensor.InvalidArgumentException if it cannot be computed for them, with the reason
     */
    Pooling bind(Request request);

    /** How many axes lie behind the pooled ones where neither the user nor the column names the axes. */
    default int axesBehind() {
        return 0;
    }

    /** Its own parameters and those that every operation has. */
    default List<Parameter> allParameters() {
        return Stream.concat(parameters().stream(), Parameter.COMMON.stream()).toList();
    }
}
