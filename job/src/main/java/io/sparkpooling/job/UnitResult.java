package io.sparkpooling.job;

import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.Picture;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.storage.WrittenFile;
import java.io.Serializable;
import java.util.List;

/**
 * What a finished unit came to; also its entry in the journal, as JSON.
 *
 * @param path the data file, below the output
 * @param data the data file; none if no slice of the unit could be read
 * @param rejects the file of rejected rows; none if no row was rejected
 * @param reasons how many rows were bad, by reason
 * @param startedMillis when the attempt that finished it began, in milliseconds since 1970
 * @param attempt its number, 0 for the first
 * @param executor where it ran
 * @param nulledRows the rows in the output of which a tensor is null because it was bad
 */
public record UnitResult(
        String unit,
        String path,
        List<WrittenFile> data,
        List<WrittenFile> rejects,
        List<SliceResult> slices,
        List<ColumnResult> columns,
        List<RejectCount> reasons,
        long nulledRows,
        long elapsedMillis,
        long startedMillis,
        int attempt,
        String executor)
        implements Serializable {

    /**
     * One slice of the unit.
     *
     * @param uri the input file
     * @param rows the rows that the slice holds
     * @param rejectedRows those that lie in the rejects
     * @param unreadable why the whole slice could not be read; empty if it could
     */
    public record SliceResult(String uri, long rows, long rejectedRows, String unreadable) implements Serializable {

        /** The rows that lie in the output. */
        public long pooledRows() {
            return isReadable() ? rows - rejectedRows : 0;
        }

        /** Whether the slice was read to its end. */
        public boolean isReadable() {
            return unreadable.isEmpty();
        }
    }

    /**
     * One expression of the run, over the rows of this unit that lie in the output.
     *
     * @param tensorsBefore the tensors of the column that it reads, not counting null ones
     * @param tensorsAfter those of the column that it writes
     */
    public record ColumnResult(
            String column,
            ValueStatistics before,
            ValueStatistics after,
            long tensorsBefore,
            long tensorsAfter,
            String kernel,
            Fidelity fidelity,
            List<Picture> pictures)
            implements Serializable {}

    /** The rows that lie in the output. */
    public long pooledRows() {
        return slices.stream().mapToLong(SliceResult::pooledRows).sum();
    }

    /** The rows that lie in the rejects. */
    public long rejectedRows() {
        return slices.stream().mapToLong(SliceResult::rejectedRows).sum();
    }

    /** The bytes of the data file. */
    public long writtenBytes() {
        return data.stream().mapToLong(WrittenFile::length).sum();
    }

    /** The rows of slices that could not be read. */
    public long unreadableRows() {
        return slices.stream()
                .filter(slice -> !slice.isReadable())
                .mapToLong(SliceResult::rows)
                .sum();
    }
}
