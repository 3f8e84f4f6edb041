package io.sparkpooling.job;

import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One expression at work in one task: pools the rows of batch after batch. */
sealed interface ColumnPooling permits ArrayPooling, RowPooling {

    /** Is told of a row whose values cannot be pooled. */
    @FunctionalInterface
    interface Objection {
        void raise(int row, String reason);
    }

    /**
     * The expression at work.
     *
     * @param sources the places of the pooling's inputs among the tensors of a batch
     * @param kernels which kernel computes a pooling
     */
    static ColumnPooling of(List<Integer> sources, PlannedColumn planned, Function<Pooling, PoolingKernel> kernels) {
        return planned.inputs().stream().anyMatch(StoredTensor::isOfRows)
                ? new RowPooling(sources, planned, kernels)
                : new ArrayPooling(sources, planned.pooling(), kernels);
    }

    /** The place of the pooled column among the tensors of a batch. */
    int source();

    String kernelName();

    /** Of each output's tensors. */
    List<ValueStatistics> statistics();

    /**
     * Pools every row of which all tensors are present and that is not left out; all others come out as null.
     *
     * @param leftOut the rows that do not reach the output
     */
    List<PooledTensors> pool(TensorBatch batch, BitSet leftOut, Objection objection);

    /** A row of the last batch, which {@link #pool} was given, and what it became; none where it came out as null. */
    Optional<PooledRow> row(TensorBatch batch, int row);

    /** Whether that row of the last batch was pooled; it came out as null otherwise. */
    boolean isPooled(int row);

    /** Takes the pooled rows of the last batch into the statistics, but for those that do not reach the output. */
    void measure(int rows, BitSet leftOut);
}
