package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.PooledTensors;
import org.apache.arrow.vector.FieldVector;

/** The pooled tensors of one column of one record batch, row after row. */
interface PooledVector extends AutoCloseable {
    /** Appends a row, which may be null; gives the bytes of its tensor. */
    long append(PooledTensors tensors, int row);

    /** The whole column; it belongs to this object. */
    FieldVector finish();

    @Override
    void close();
}
