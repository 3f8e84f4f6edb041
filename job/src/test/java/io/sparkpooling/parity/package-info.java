/**
 * Holds our pooling equal to PyTorch's. {@link io.sparkpooling.parity.TorchParityTest} is the door: it draws questions
 * ({@link io.sparkpooling.parity.RandomCases}), asks {@link io.sparkpooling.parity.Torch} inside this JVM and us in several {@link
 * io.sparkpooling.parity.Presentation presentations}, and compares bit by bit. What differs on purpose stands in {@link
 * io.sparkpooling.parity.Difference} and is held to a {@link io.sparkpooling.parity.Formula} instead.
 */
package io.sparkpooling.parity;
