package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/**
 * A reduction defined by one formula in float64, whatever the element type: the taps are widened (64-bit integers beyond 2^53
 * to the nearest float64), the result is rounded once to the type of the result. For operations that PyTorch does not have.
 */
public interface Statistic extends Reduction {

    @Override
    default float reduce(float[] taps, int count, Window window) {
        throw new UnsupportedOperationException(this + " in float32");
    }
}
