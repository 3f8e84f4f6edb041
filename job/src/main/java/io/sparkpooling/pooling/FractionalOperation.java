package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import java.util.Set;

/**
 * An operation with results between the integers, such as a deviation: floating point types stay what they are, integers give a
 * floating point type that holds each of theirs, float32 for those of 8 and 16 bits and bool, float64 for those of 32 and 64.
 */
interface FractionalOperation extends WindowedOperation {

    @Override
    default Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    default ElementType resultType(Arguments arguments, ElementType input) {
        return fractional(input);
    }

    /** The type that holds what lies between elements of {@code input}. */
    static ElementType fractional(ElementType input) {
        if (input.isFloatingPoint()) {
            return input;
        }
        return input.bytes() <= 2 ? ElementType.FLOAT32 : ElementType.FLOAT64;
    }
}
