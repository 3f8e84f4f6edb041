package io.sparkpooling.report;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of a finished run: {@code report.json} is this record, {@code report.txt} its table. Files that were
 * pooled are counted here and listed one by one in {@code files.parquet}, as there can be very many.
 *
 * @param schemaVersion the version of this record's form; another one is refused on reading
 * @param version our version
 * @param runKey the run's key: equal for equal input, settings and version
 * @param settings the settings as the user can state them
 * @param environment versions of what the run ran on
 * @param input the input paths
 * @param output the dataset's folder
 * @param leftOutFiles every input file that was not pooled, with its reason
 * @param units the units in their order
 * @param notes what a user should know: metadata that was dropped, files that were skipped
 */
public record RunReport(
        int schemaVersion,
        String version,
        String runKey,
        SortedMap<String, String> settings,
        SortedMap<String, String> environment,
        List<String> input,
        String output,
        PublishKind publishKind,
        RunTime time,
        Totals totals,
        StorageCost cost,
        List<TensorReport> tensors,
        List<RejectCount> rejects,
        List<FileEntry> leftOutFiles,
        List<UnitEntry> units,
        List<String> notes)
        implements Serializable {

    /** The version of the form that this code writes and reads. */
    public static final int SCHEMA_VERSION = 2;

    public RunReport {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new InvalidArgumentException("Unknown schema version of a report: %d (this version reads %d)"
                    .formatted(schemaVersion, SCHEMA_VERSION));
        }
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(settings)));
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(environment)));
        input = List.copyOf(input);
        tensors = List.copyOf(tensors);
        rejects = List.copyOf(rejects);
        leftOutFiles = List.copyOf(leftOutFiles);
        units = List.copyOf(units);
        notes = List.copyOf(notes);
    }

    /** The same run at another price of storage, in US dollars for each terabyte and month. */
    public RunReport atPrice(double usdPerTerabyteMonth) {
        return new RunReport(
                schemaVersion,
                version,
                runKey,
                settings,
                environment,
                input,
                output,
                publishKind,
                time,
                totals,
                new StorageCost(usdPerTerabyteMonth, totals.storedBytesBefore(), totals.storedBytesAfter()),
                tensors,
                rejects,
                leftOutFiles,
                units,
                notes);
    }
}
