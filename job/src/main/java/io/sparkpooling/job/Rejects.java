package io.sparkpooling.job;

import io.sparkpooling.report.RejectCount;
import java.util.List;
import java.util.stream.Stream;

/** What was rejected, for messages. */
final class Rejects {
    private Rejects() {}

    /** The first reason of a run that has any. */
    static String example(JobPlan plan, List<UnitResult> results) {
        Stream<String> files = plan.rejectedFiles().stream().map(RejectedFile::reason);
        Stream<String> slices = results.stream()
                .flatMap(result -> result.slices().stream())
                .filter(slice -> !slice.isReadable())
                .map(UnitResult.SliceResult::unreadable);
        Stream<String> rows =
                results.stream().flatMap(result -> result.reasons().stream()).map(Rejects::text);
        return Stream.of(files, slices, rows)
                .flatMap(texts -> texts)
                .findFirst()
                .orElse("none");
    }

    private static String text(RejectCount count) {
        return "column %s, %d rows: %s".formatted(count.column(), count.rows(), count.reason());
    }
}
