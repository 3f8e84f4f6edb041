package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.RowRange;
import java.util.List;

/** A file that will be pooled, as its footer describes it. */
public record PlannedFile(InputFile file, List<RowRange> ranges, List<ColumnSize> columnSizes) {

    public PlannedFile {
        ranges = List.copyOf(ranges);
        columnSizes = List.copyOf(columnSizes);
    }

    /** The rows of all row groups. */
    public long rows() {
        return ranges.stream().mapToLong(RowRange::rows).sum();
    }

    /** One slice for each row group; for a file without any, one slice of nothing. */
    List<Slice> slices() {
        return ranges.isEmpty()
                ? List.of(new Slice(file, 0, 0, 0, 0, 0))
                : ranges.stream().map(this::slice).toList();
    }

    private Slice slice(RowRange range) {
        return new Slice(file, range.index(), 1, range.firstRow(), range.rows(), range.storedBytes());
    }
}
