package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorType;
import java.util.List;

/**
 * An operation bound to the types of its tensors: everything that a kernel has to know.
 *
 * @param operation what it came from
 * @param inputs the type of the tensors to pool, and of their companions in the order of {@link PoolingExpression#companions}
 * @param outputs what each row becomes
 * @param computation how
 */
public record Pooling(Operation operation, List<TensorType> inputs, List<Output> outputs, Computation computation) {

    public Pooling {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The type of the tensors to pool. */
    public TensorType input() {
        return inputs.get(0);
    }

    /** The type of the pooled tensors; of several outputs, the first. */
    public TensorType output() {
        return outputs.get(0).type();
    }

    /**
     * The pooled axes with elements at their ends that no window covers; empty where all are covered. Of a cascade those of its first
     * step.
     */
    public List<Border> uncovered() {
        if (computation instanceof Cascade cascade) {
            return cascade.steps().get(0).uncovered();
        }
        return computation instanceof WindowedPooling windowed ? windowed.uncovered() : List.of();
    }
}
