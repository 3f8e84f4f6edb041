/**
 * Holds our pooling equal to PyTorch's. {@link io.sparkpooling.parity.Torch} is the door: it asks libtorch inside this JVM. A
 * question is a {@link io.sparkpooling.parity.PoolCase}.
 */
package io.sparkpooling.parity;
