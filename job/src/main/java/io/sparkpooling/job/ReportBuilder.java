package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.publish.RunKey;
import io.sparkpooling.report.FileEntry;
import io.sparkpooling.report.FileStatus;
import io.sparkpooling.report.PublishKind;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.RunTime;
import io.sparkpooling.report.Secrets;
import io.sparkpooling.report.StorageCost;
import io.sparkpooling.report.TensorReport;
import io.sparkpooling.report.Totals;
import io.sparkpooling.report.UnitEntry;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.Version;
import io.sparkpooling.storage.WrittenFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkBuildInfo;

/** Puts a run's report together from its plan and the results of its units, in the order of the plan. */
record ReportBuilder(
        JobConfiguration configuration,
        RunKey runKey,
        InputListing listing,
        JobPlan plan,
        List<UnitResult> results,
        PublishKind publishKind) {

    /** The account of every input file. */
    List<FileEntry> files() {
        return FileReports.of(listing, plan, results);
    }

    /** The report of a run that began at {@code started} and ends now. */
    RunReport report(Instant started, List<FileEntry> files) {
        List<UnitEntry> units = results.stream().map(ReportBuilder::unit).toList();
        List<TensorReport> tensors = new TensorReports(plan, TaskSpec.writeOptions(configuration), results).all();
        long nulled = results.stream().mapToLong(UnitResult::nulledRows).sum();
        Totals totals = Totals.of(files, units, tensors, nulled);
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                Version.number(),
                runKey.value(),
                settings(),
                environment(),
                configuration.input().stream().map(Secrets::hidden).toList(),
                Secrets.hidden(configuration.output()),
                publishKind,
                time(started, totals),
                totals,
                new StorageCost(configuration.price(), totals.storedBytesBefore(), totals.storedBytesAfter()),
                tensors,
                reasons(),
                files.stream()
                        .filter(file -> file.status() != FileStatus.POOLED)
                        .toList(),
                units,
                notes());
    }

    private SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        configuration
                .settings()
                .forEach((word, values) -> settings.put(word, Secrets.hidden(word, String.join(", ", values))));
        return settings;
    }

    /** What the run ran on, as far as it can change what was measured. */
    private static SortedMap<String, String> environment() {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put("spark", SparkBuildInfo.spark_version());
        environment.put("hadoop", VersionInfo.getVersion());
        environment.put("java", "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")));
        environment.put("system", "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        return environment;
    }

    private static UnitEntry unit(UnitResult result) {
        WrittenFile written = result.data().isEmpty()
                ? new WrittenFile(0, "", 0, List.of())
                : result.data().get(0);
        return new UnitEntry(
                result.unit(),
                result.data().isEmpty() ? "" : result.path(),
                written.length(),
                written.sha256(),
                result.pooledRows() + result.rejectedRows(),
                result.pooledRows(),
                result.rejectedRows(),
                result.elapsedMillis(),
                Instant.ofEpochMilli(result.startedMillis()).toString(),
                result.attempt(),
                result.executor());
    }

    private RunTime time(Instant started, Totals totals) {
        Instant finished = Instant.now();
        return new RunTime(
                started.toString(),
                finished.toString(),
                Duration.between(started, finished).toMillis(),
                results.stream().mapToLong(UnitResult::elapsedMillis).sum(),
                totals.logicalBytesBefore());
    }

    private List<RejectCount> reasons() {
        Map<List<String>, RejectCount> counts = new LinkedHashMap<>();
        for (UnitResult result : results) {
            for (RejectCount count : result.reasons()) {
                counts.merge(List.of(count.column(), count.reason()), count, RejectCount::mergedWith);
            }
        }
        return List.copyOf(counts.values());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(plan.schema().notes());
        notes.addAll(plan.outputSchema().notes());
        plan.columns().stream()
                .filter(column -> column.inputs().stream().anyMatch(StoredTensor::isOfRows))
                .map(column -> "rows of column %s can differ in shape; its shape here is that of the first"
                        .formatted(column.source().name()))
                .forEach(notes::add);
        return notes.stream().distinct().toList();
    }
}
