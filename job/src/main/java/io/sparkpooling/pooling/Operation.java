package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
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

    /** The floating point types and int64: those in which a sum has room. */
    Set<ElementType> FLOATS_AND_INT64 = Collections.unmodifiableSet(EnumSet.of(
            ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64, ElementType.INT64));

    /** All types that int64 or float64 hold. */
    Set<ElementType> ALL_BUT_UINT64 = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(ElementType.UINT64)));

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

    /** The windows over pooled axes of these sizes. */
    List<AxisWindows> windows(Arguments arguments, List<Integer> sizes);

    /** What a window becomes. */
    Reduction reduction(Arguments arguments, List<AxisWindows> windows);

    /** Its own parameters and those that every operation has. */
    default List<Parameter> allParameters() {
        return Stream.concat(parameters().stream(), Parameter.COMMON.stream()).toList();
    }
}
