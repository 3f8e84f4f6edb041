package io.sparkpooling.pooling;

import java.util.function.Supplier;

/**
 * A computation of a whole row at once: gathers, scatters, pyramids, regions, sequences.
 *
 * @param routine makes a routine of its own for each thread
 */
public record WholeTensor(Supplier<Routine> routine) implements Computation {}
