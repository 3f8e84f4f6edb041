package io.sparkpooling.pooling;

/** How the outputs of a row follow from its inputs: window by window, or by a routine of the operation's own. */
public sealed interface Computation permits WindowedPooling, WholeTensor {}
