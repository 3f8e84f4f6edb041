package io.sparkpooling.tensor;

import jdk.incubator.vector.VectorShape;

/** The width of this processor's vectors, found by name. */
final class VectorWidth implements IncubatingVectors.Width {
    @Override
    public int bits() {
        return VectorShape.preferredShape().vectorBitSize();
    }
}
