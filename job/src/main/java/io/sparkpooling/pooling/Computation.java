package io.sparkpooling.pooling;

/** How the outputs of a row follow from its inputs: window by window, by a routine of the operation's own, or step by step. */
public sealed interface Computation permits WindowedPooling, WholeTensor, Cascade {}
