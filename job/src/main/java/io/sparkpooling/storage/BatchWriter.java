package io.sparkpooling.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes one file of the output and the file of its rejects. Not thread-safe. */
public interface BatchWriter extends Closeable {
    /**
     * Writes the rows of a batch that are not rejected to the one, the others to the other.
     *
     * @param pooled the pooled tensors of each pooled column, in their order
     */
    void write(TensorBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled) throws IOException;

    /** Completes the file; its stream stays open, it is its owner's. */
    WrittenFile finish() throws IOException;

    /** Completes and closes the file of rejects; empty if there is none, since no row was rejected. */
    Optional<WrittenFile> finishRejects() throws IOException;
}
