package io.sparkpooling.job;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.ValueAccumulator;
import io.sparkpooling.storage.parquet.PooledValues;
import io.sparkpooling.storage.parquet.TensorValues;
import io.sparkpooling.tensor.ElementType;
import java.lang.reflect.Array;
import java.util.BitSet;

/**
 * One expression at work in one task: pools the rows of a batch into an array of its own, which grows to the largest batch
 * and is used again for the next.
 */
final class ColumnPooling {
    private final int source;
    private final int sourceElements;
    private final int pooledElements;
    private final ElementType elementType;
    private final PoolingKernel kernel;
    private final ValueAccumulator statistics;

    private Object pooled;

    /**
     * @param source the place of the column among the tensors of a batch
     */
    ColumnPooling(int source, Pooling pooling) {
        this.source = source;
        this.sourceElements = pooling.input().shape().elementCount();
        this.pooledElements = pooling.output().shape().elementCount();
        this.elementType = pooling.output().elementType();
        this.kernel = Kernels.of(pooling);
        this.statistics = ValueAccumulator.of(elementType);
        this.pooled = elementType.newArray(pooledElements);
    }

    /** The place of the column among the tensors of a batch. */
    int source() {
        return source;
    }

    String kernelName() {
        return kernel.name();
    }

    /** Of the pooled tensors. */
    ValueAccumulator statistics() {
        return statistics;
    }

    /**
     * Pools every row that is present and not left out; all others come out as null.
     *
     * @param leftOut the rows that do not reach the output
     */
    PooledValues pool(TensorValues values, int rows, BitSet leftOut) {
        reserve(rows);
        BitSet nulls = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            if (leftOut.get(row) || !values.state(row).isPresent()) {
                nulls.set(row);
            } else {
                kernel.pool(values.values(), row * sourceElements, pooled, row * pooledElements);
                statistics.add(pooled, row * pooledElements, pooledElements);
            }
        }
        return new PooledValues(pooled, nulls);
    }

    private void reserve(int rows) {
        int needed = Math.multiplyExact(rows, pooledElements);
        if (Array.getLength(pooled) < needed) {
            pooled = elementType.newArray(needed);
        }
    }
}
