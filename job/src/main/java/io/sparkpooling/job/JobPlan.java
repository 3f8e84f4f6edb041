package io.sparkpooling.job;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import java.util.List;
import java.util.Map;

/**
 * What a run will do, fixed before anything is read but footers.
 *
 * @param schema what all files agree on
 * @param hints what the user says of columns, and what the files with rows say of those without
 * @param predictedBytes of the output, on disk: each column's bytes by the ratio of its elements
 * @param taskBytes an upper estimate of the memory that one task holds
 */
public record JobPlan(
        List<PlannedFile> files,
        List<RejectedFile> rejectedFiles,
        DatasetColumns schema,
        Map<String, ColumnHints> hints,
        OutputColumns outputSchema,
        List<PlannedColumn> columns,
        List<Unit> units,
        long predictedBytes,
        long taskBytes) {

    public JobPlan {
        files = List.copyOf(files);
        rejectedFiles = List.copyOf(rejectedFiles);
        columns = List.copyOf(columns);
        units = List.copyOf(units);
    }

    /** The rows of all files that can be read. */
    public long rows() {
        return files.stream().mapToLong(PlannedFile::rows).sum();
    }

    /** The bytes of all files that can be read. */
    public long storedBytes() {
        return files.stream().mapToLong(file -> file.file().length()).sum();
    }
}
