/**
 * What a window becomes: each {@linkplain io.sparkpooling.pooling.Operation operation} in one file with its formula and its
 * rules for NaN, ties and padding, and {@linkplain io.sparkpooling.pooling.Operations the list} of all of them.
 * {@link io.sparkpooling.pooling.PoolingExpression} is the door: the text {@code max_pool2d(head, kernel_size=2)}, bound to the
 * type of a column's tensors, is a {@link io.sparkpooling.pooling.Pooling}.
 *
 * <p>A new operation is one file here and one line in the list; the expression language, the plain loops, the table of
 * operations and the laws that the tests check take it from there.
 */
package io.sparkpooling.pooling;
