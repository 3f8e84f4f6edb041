package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorView;

/**
 * Computes one row: the plain loops that are the definition of an operation whose windows are no product of one window for each
 * axis. A routine owns its scratch space and serves one thread at a time; nothing is allocated for a window.
 */
@FunctionalInterface
public interface Routine {

    /**
     * Computes every output.
     *
     * @param inputs the tensor and its companions, in the order of {@link Pooling#inputs}
     * @param outputs in the order of {@link Pooling#outputs}; every element is written
     * @throws io.sparkpooling.tensor.InvalidTensorException if the values of this row cannot be pooled
     */
    void compute(TensorView[] inputs, TensorView[] outputs);
}
