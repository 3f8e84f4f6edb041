package io.sparkpooling.job;

import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.ValueAccumulator;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One expression at work in one task: pools the rows of a batch into arrays of its own, which grow to the largest batch and are
 * used again for the next.
 */
final class ArrayPooling implements ColumnPooling {
    private final List<Integer> sources;
    private final Pooling pooling;
    private final PoolingKernel kernel;
    private final TensorView[] inputs;
    private final TensorView[] outputs;
    private final Object[] pooled;
    private final List<ValueAccumulator> statistics = new ArrayList<>();
    private BitSet nulls = new BitSet();

    /**
     * @param sources the places of the pooling's inputs among the tensors of a batch
     */
    ArrayPooling(List<Integer> sources, Pooling pooling, Function<Pooling, PoolingKernel> kernels) {
        this.sources = List.copyOf(sources);
        this.pooling = pooling;
        this.kernel = kernels.apply(pooling);
        this.inputs = pooling.inputs().stream().map(TensorView::new).toArray(TensorView[]::new);
        this.outputs = pooling.outputs().stream()
                .map(Output::type)
                .map(TensorView::new)
                .toArray(TensorView[]::new);
        this.pooled = new Object[outputs.length];
        for (int output = 0; output < outputs.length; output++) {
            TensorType type = outputs[output].type();
            pooled[output] = type.elementType().newArray(type.shape().elementCount());
            statistics.add(ValueAccumulator.of(type.elementType()));
        }
    }

    @Override
    public int source() {
        return sources.get(0);
    }

    @Override
    public String kernelName() {
        return kernel.name();
    }

    @Override
    public List<ValueStatistics> statistics() {
        return statistics.stream().map(ValueAccumulator::statistics).toList();
    }

    @Override
    public List<PooledTensors> pool(TensorBatch batch, BitSet leftOut, Objection objection) {
        reserve(batch.rows());
        nulls = new BitSet(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            if (leftOut.get(row) || !isPresent(batch, row)) {
                nulls.set(row);
            } else {
                pool(batch, row, objection);
            }
        }
        List<PooledTensors> values = new ArrayList<>();
        for (Object array : pooled) {
            values.add(new PooledValues(array, nulls));
        }
        return values;
    }

    private boolean isPresent(TensorBatch batch, int row) {
        for (int source = 0; source < sources.size(); source++) {
            if (!batch.tensor(sources.get(source)).state(row).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private void pool(TensorBatch batch, int row, Objection objection) {
        for (int input = 0; input < inputs.length; input++) {
            TensorValues values = batch.tensor(sources.get(input));
            inputs[input].moveTo(values.carrier(row), values.offset(row));
        }
        for (int output = 0; output < outputs.length; output++) {
            outputs[output].moveTo(pooled[output], row * elements(outputs[output]));
        }
        try {
            kernel.pool(inputs, outputs);
        } catch (InvalidTensorException invalid) {
            nulls.set(row);
            objection.raise(row, invalid.getMessage());
        }
    }

    @Override
    public boolean isPooled(int row) {
        return !nulls.get(row);
    }

    @Override
    public Optional<PooledRow> row(TensorBatch batch, int row) {
        if (!isPooled(row)) {
            return Optional.empty();
        }
        TensorValues values = batch.tensor(source());
        inputs[0].moveTo(values.carrier(row), values.offset(row));
        outputs[0].moveTo(pooled[0], row * elements(outputs[0]));
        return Optional.of(new PooledRow(pooling, inputs[0], outputs[0]));
    }

    @Override
    public void measure(int rows, BitSet leftOut) {
        for (int output = 0; output < outputs.length; output++) {
            int elements = elements(outputs[output]);
            for (int row = 0; row < rows; row++) {
                if (!nulls.get(row) && !leftOut.get(row)) {
                    statistics.get(output).add(pooled[output], row * elements, elements);
                }
            }
        }
    }

    private static int elements(TensorView view) {
        return view.type().shape().elementCount();
    }

    private void reserve(int rows) {
        for (int output = 0; output < outputs.length; output++) {
            int needed = Math.multiplyExact(rows, elements(outputs[output]));
            if (Array.getLength(pooled[output]) < needed) {
                pooled[output] = outputs[output].type().elementType().newArray(needed);
            }
        }
    }
}
