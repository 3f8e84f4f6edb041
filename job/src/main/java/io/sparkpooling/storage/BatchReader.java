package io.sparkpooling.storage;

import java.io.Closeable;
import java.io.IOException;

/** Reads consecutive ranges of a file, batch after batch. Not thread-safe. */
public interface BatchReader extends Closeable {
    /** Reads the next batch, if there is one; the one before is no longer valid. A batch lies within one range. */
    boolean advance() throws IOException;

    /** The batch that {@link #advance} has read. */
    TensorBatch batch();
}
