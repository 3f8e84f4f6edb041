package io.sparkpooling.job;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.TensorView;

/**
 * One row's tensor and what it became.
 *
 * @param pooling the pooling of tensors of this row's type
 * @param before the tensor to pool
 * @param after the first output
 */
record PooledRow(Pooling pooling, TensorView before, TensorView after) {}
