package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import java.io.Serializable;

/**
 * Consecutive row groups of one file: what a unit reads of it. A file without rows is one slice of no row groups, so that
 * its columns still reach the output.
 *
 * @param firstRow the number of the slice's first row in the file, from 0
 * @param storedBytes the bytes of these row groups on disk
 */
public record Slice(InputFile file, int firstRowGroup, int rowGroupCount, long firstRow, long rows, long storedBytes)
        implements Serializable {

    /** This slice and the next row group of the same file. */
    Slice plus(Slice next) {
        return new Slice(
                file,
                firstRowGroup,
                rowGroupCount + next.rowGroupCount,
                firstRow,
                rows + next.rows,
                storedBytes + next.storedBytes);
    }

    /** Whether {@code next} begins where this slice ends. */
    boolean continuesWith(Slice next) {
        return file.equals(next.file) && firstRowGroup + rowGroupCount == next.firstRowGroup;
    }

    /** What tells this slice from every other one of a dataset, wherever the dataset lies. */
    String identity() {
        return "%s %d %d+%d".formatted(file.relativePath(), file.length(), firstRowGroup, rowGroupCount);
    }
}
