package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Routine;
import io.sparkpooling.tensor.TensorView;

/** An operation's own routine. */
record RoutineKernel(Routine routine) implements PoolingKernel {

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        routine.compute(inputs, outputs);
    }

    @Override
    public String name() {
        return "routine";
    }
}
