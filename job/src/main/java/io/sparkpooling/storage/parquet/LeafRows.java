package io.sparkpooling.storage.parquet;

import java.io.IOException;

/** The rows of one Parquet column of a row group that passes through, one after the other. */
interface LeafRows {
    /** Moves the next row to column {@code leaf} of a writer. */
    void moveTo(PassThroughWriter writer, int leaf) throws IOException, DamagedPageException;

    /** Passes over the next row. */
    void skip() throws IOException, DamagedPageException;
}
