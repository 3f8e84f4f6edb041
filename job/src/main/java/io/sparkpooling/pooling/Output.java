package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;

/**
 * One of the tensors that a pooling gives for each row.
 *
 * @param suffix what tells its column from the others of the same expression: {@code indices} for {@code features_indices};
 *     empty for the first
 * @param type the type of the tensors
 */
public record Output(String suffix, TensorType type) {}
