package io.sparkpooling.pooling;

import java.util.List;

/**
 * Poolings one after the other, the first of the input, each other of what the one before it gave; what each gives is an output
 * of its own.
 *
 * @param steps each with one input and one output
 */
public record Cascade(List<Pooling> steps) implements Computation {
    public Cascade {
        steps = List.copyOf(steps);
    }
}
