/**
 * What a tensor is: an {@linkplain io.sparkpooling.tensor.ElementType element type}, a {@linkplain
 * io.sparkpooling.tensor.Shape shape}, and one primitive array in row-major order. {@link io.sparkpooling.tensor.TensorType}
 * is the door: what a column's tensors have in common. Knows nothing but the JDK.
 */
package io.sparkpooling.tensor;
