package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.parquet.ColumnSize;
import io.sparkpooling.storage.parquet.ParquetFile.RowGroup;
import java.util.List;

/** A file that will be pooled, as its footer describes it. */
public record PlannedFile(InputFile file, List<RowGroup> rowGroups, List<ColumnSize> columnSizes) {

    public PlannedFile {
        rowGroups = List.copyOf(rowGroups);
        columnSizes = List.copyOf(columnSizes);
    }

    /** The rows of all row groups. */
    public long rows() {
        return rowGroups.stream().mapToLong(RowGroup::rows).sum();
    }

    /** One slice for each row group; for a file without any, one slice of nothing. */
    List<Slice> slices() {
        return rowGroups.isEmpty()
                ? List.of(new Slice(file, 0, 0, 0, 0, 0))
                : rowGroups.stream().map(this::slice).toList();
    }

    private Slice slice(RowGroup group) {
        return new Slice(file, group.index(), 1, group.firstRow(), group.rows(), group.storedBytes());
    }
}
