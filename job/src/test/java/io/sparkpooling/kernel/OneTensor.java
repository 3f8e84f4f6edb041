package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.TensorView;

/** Runs kernels whose pooling has one input; further outputs go to arrays that nobody looks at. */
public final class OneTensor {
    private OneTensor() {}

    /** Pools the tensor at {@code from} of {@code source} to {@code to} of {@code destination}. */
    public static void pool(
            PoolingKernel kernel, Pooling pooling, Object source, int from, Object destination, int to) {
        TensorView[] outputs = pooling.outputs().stream().map(OneTensor::fresh).toArray(TensorView[]::new);
        outputs[0].moveTo(destination, to);
        kernel.pool(new TensorView[] {new TensorView(pooling.input()).moveTo(source, from)}, outputs);
    }

    private static TensorView fresh(Output output) {
        int elements = output.type().shape().elementCount();
        return new TensorView(output.type()).moveTo(output.type().elementType().newArray(elements), 0);
    }
}
