package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Cascade;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps of a cascade, each by a kernel of its own, which reads the output of the one before while it is warm. */
final class CascadeKernel implements PoolingKernel {
    private final List<PoolingKernel> steps;
    private final TensorView[] from = new TensorView[1];
    private final TensorView[] to = new TensorView[1];

    /**
     * @param kernel chooses the kernel of a step
     */
    CascadeKernel(Cascade cascade, Function<Pooling, PoolingKernel> kernel) {
        this.steps = cascade.steps().stream().map(kernel).toList();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int step = 0; step < steps.size(); step++) {
            from[0] = step == 0 ? inputs[0] : outputs[step - 1];
            to[0] = outputs[step];
            steps.get(step).pool(from, to);
        }
    }

    @Override
    public String name() {
        return steps.stream().map(PoolingKernel::name).distinct().collect(Collectors.joining(", then "));
    }
}
