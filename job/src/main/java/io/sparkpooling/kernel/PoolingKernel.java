package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/**
 * Pools one row after the other. A kernel owns its scratch space, so that pooling allocates nothing; it serves one thread at a
 * time.
 */
public interface PoolingKernel {

    /**
     * Pools the tensors of one row.
     *
     * @param inputs the tensor and its companions, in the order of {@link io.sparkpooling.pooling.Pooling#inputs}
     * @param outputs in the order of {@link io.sparkpooling.pooling.Pooling#outputs}; their elements are written, and no others
     * @throws io.sparkpooling.tensor.InvalidTensorException if the values of this row cannot be pooled
     */
    void pool(TensorView[] inputs, TensorView[] outputs);

    /** Which implementation this is, for logs and reports. */
    String name();
}
