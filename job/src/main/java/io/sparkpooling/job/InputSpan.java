package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import java.io.Serializable;

/** Consecutive rows of one input file, which lie in one file of the output unless they were rejected. */
record InputSpan(InputFile file, long firstRow, long rows) implements Serializable {

    long endRow() {
        return firstRow + rows;
    }
}
