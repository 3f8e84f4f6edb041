package io.sparkpooling.job;

import io.sparkpooling.job.UnitResult.SliceResult;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.listing.SkippedFile;
import io.sparkpooling.report.FileEntry;
import io.sparkpooling.report.FileStatus;
import io.sparkpooling.storage.ColumnSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The account of every input file: what the listing saw, what the plan made of it, what the units did with it. */
final class FileReports {
    private final Map<String, Long> pooledRows = new TreeMap<>();
    private final Map<String, Long> rejectedRows = new TreeMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final Map<String, Set<String>> units = new TreeMap<>();

    private FileReports(List<UnitResult> results) {
        for (UnitResult result : results) {
            result.slices().forEach(slice -> add(result.unit(), slice));
        }
    }

    /** The entries of all files, in the order of their paths. */
    static List<FileEntry> of(InputListing listing, JobPlan plan, List<UnitResult> results) {
        FileReports reports = new FileReports(results);
        Map<String, FileEntry> entries = new TreeMap<>();
        plan.files().forEach(file -> put(entries, reports.planned(file)));
        plan.rejectedFiles().forEach(file -> put(entries, rejected(file.file(), file.reason(), file.rows())));
        listing.skipped().forEach(file -> put(entries, skipped(file)));
        return new ArrayList<>(entries.values());
    }

    private static void put(Map<String, FileEntry> entries, FileEntry entry) {
        entries.put(entry.path(), entry);
    }

    private void add(String unit, SliceResult slice) {
        if (slice.isReadable()) {
            pooledRows.merge(slice.uri(), slice.pooledRows(), Long::sum);
            rejectedRows.merge(slice.uri(), slice.rejectedRows(), Long::sum);
            units.computeIfAbsent(slice.uri(), uri -> new LinkedHashSet<>()).add(unit);
        } else {
            unreadable.put(slice.uri(), slice.unreadable());
        }
    }

    private FileEntry planned(PlannedFile planned) {
        InputFile file = planned.file();
        if (unreadable.containsKey(file.uri())) {
            return rejected(file, unreadable.get(file.uri()), planned.rows());
        }
        return new FileEntry(
                file.relativePath(),
                file.length(),
                instant(file.modifiedMillis()),
                planned.rows() == 0 ? FileStatus.EMPTY : FileStatus.POOLED,
                planned.rows() == 0 ? "no rows" : "",
                planned.rows(),
                pooledRows.getOrDefault(file.uri(), 0L),
                rejectedRows.getOrDefault(file.uri(), 0L),
                planned.columnSizes().stream().mapToLong(ColumnSize::plainBytes).sum(),
                List.copyOf(units.getOrDefault(file.uri(), Set.of())));
    }

    private static FileEntry rejected(InputFile file, String reason, long rows) {
        return FileEntry.leftOut(
                file.relativePath(), file.length(), instant(file.modifiedMillis()), FileStatus.REJECTED, reason, rows);
    }

    private static FileEntry skipped(SkippedFile file) {
        return switch (file.reason()) {
            case HIDDEN -> leftOut(file, FileStatus.HIDDEN, "its name, or its folder's, begins with _ or .");
            case OTHER_OUTPUT -> leftOut(file, FileStatus.IGNORED, "it belongs to another run's unpublished output");
            case ALREADY_LISTED ->
                leftOut(file, FileStatus.IGNORED, "a link to files that are read under another name");
        };
    }

    private static FileEntry leftOut(SkippedFile file, FileStatus status, String reason) {
        return FileEntry.leftOut(file.relativePath(), file.length(), instant(file.modifiedMillis()), status, reason, 0);
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
