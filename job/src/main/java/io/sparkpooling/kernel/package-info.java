/**
 * How pooling is computed. {@link io.sparkpooling.kernel.Kernels} is the door: it chooses a {@link
 * io.sparkpooling.kernel.PoolingKernel} for a {@link io.sparkpooling.pooling.Pooling}. The plain loops compute everything and are
 * the definition; a faster twin covers some cases and gives the same bits. Tensors are ranges of primitive arrays, in row-major
 * order of their physical axes.
 */
package io.sparkpooling.kernel;
