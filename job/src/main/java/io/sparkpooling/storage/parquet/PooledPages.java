package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.PooledTensors;
import java.io.IOException;

/** Builds the pages of one pooled column of a file that is being written. */
interface PooledPages {

    /** Adds a row of a batch. */
    void append(PooledTensors values, int row) throws IOException;

    /** Ends what is being built, if anything: the row group ends. */
    void endPage() throws IOException;
}
