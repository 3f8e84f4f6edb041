package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;

/** What one side says to a {@link PoolCase}: a tensor, or that it will not do this. */
sealed interface Answer {

    /** A tensor; {@code values} is the carrier array of {@code type}, row-major in {@code shape}. */
    record Pooled(ElementType type, Shape shape, Object values) implements Answer {}

    /** A refusal and its reason. */
    record Refused(String reason) implements Answer {}
}
