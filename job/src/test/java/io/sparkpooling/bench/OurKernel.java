package io.sparkpooling.bench;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;

/** Our kernel, row by row as the job calls it. */
final class OurKernel implements KernelContestant {
    private final KernelWorkload workload;
    private final PoolingKernel kernel;
    private final TensorView[] inputs;
    private final TensorView[] outputs;
    private final int inputElements;
    private final int outputElements;

    /**
     * @param values channels first, as a carrier array of the workload's element type
     */
    OurKernel(KernelWorkload workload, Object values) {
        Pooling pooling = workload.pooling();
        TensorType output = pooling.output();
        this.workload = workload;
        this.kernel = Kernels.of(pooling);
        this.inputElements = pooling.input().shape().elementCount();
        this.outputElements = output.shape().elementCount();
        Object stored = ChannelOrder.stored(workload, values);
        Object pooled = output.elementType().newArray(workload.rows() * outputElements);
        this.inputs = new TensorView[] {new TensorView(pooling.input()).moveTo(stored, 0)};
        this.outputs = new TensorView[] {new TensorView(output).moveTo(pooled, 0)};
    }

    @Override
    public void pool() {
        for (int row = 0; row < workload.rows(); row++) {
            inputs[0].moveTo(inputs[0].carrier(), row * inputElements);
            outputs[0].moveTo(outputs[0].carrier(), row * outputElements);
            kernel.pool(inputs, outputs);
        }
    }

    @Override
    public double[] answer() {
        pool();
        return ChannelOrder.channelsFirst(workload, outputs[0]);
    }

    String implementation() {
        return kernel.name();
    }

    @Override
    public String name() {
        return "ours";
    }
}
