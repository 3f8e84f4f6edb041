package io.sparkpooling.parity;

import io.sparkpooling.tensor.Shape;

/** What one side says to a {@link PoolCase}: a tensor, or that it will not do this. */
sealed interface Answer {

    /** A tensor of the question's element type; {@code values} is its carrier array, row-major in {@code shape}. */
    record Pooled(Shape shape, Object values) implements Answer {}

    /** A refusal and its reason. */
    record Refused(String reason) implements Answer {}
}
