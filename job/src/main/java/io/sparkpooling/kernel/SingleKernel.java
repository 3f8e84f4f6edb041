package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/** A kernel for one tensor in and one tensor out. */
interface SingleKernel extends PoolingKernel {

    /**
     * Pools one tensor.
     *
     * @param source carrier array of the element type; the tensor lies at {@code sourceOffset}, in the input's physical shape
     * @param destination carrier array of the result's element type; the output's elements are written from {@code
     *     destinationOffset} on, and no others
     */
    void pool(Object source, int sourceOffset, Object destination, int destinationOffset);

    @Override
    default void pool(TensorView[] inputs, TensorView[] outputs) {
        pool(inputs[0].carrier(), inputs[0].offset(), outputs[0].carrier(), outputs[0].offset());
    }
}
