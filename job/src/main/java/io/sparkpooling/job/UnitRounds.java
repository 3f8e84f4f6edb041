package io.sparkpooling.job;

import io.sparkpooling.job.UnitResult.SliceResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all units, and some of them again: where one part of a file turned out to be unreadable, the units that hold its other
 * parts are written once more without it, since a file is rejected as a whole.
 */
final class UnitRounds {
    private final SparkUnits spark;
    private final Progress progress;
    private final Tally tally;
    private final Map<String, UnitResult> results = new LinkedHashMap<>();

    UnitRounds(SparkUnits spark, Progress progress, Tally tally) {
        this.spark = spark;
        this.progress = progress;
        this.tally = tally;
    }

    /** The results of all units, in their order. */
    List<UnitResult> run(List<Unit> units, TaskSpec spec) {
        List<Unit> round = units;
        Map<String, String> unreadable = Map.of();
        while (!round.isEmpty()) {
            spark.run(round, spec.without(unreadable), result -> {
                results.put(result.unit(), result);
                progress.finished(tally.add(result));
            });
            unreadable = unreadable();
            Map<String, String> rejected = unreadable;
            round = units.stream()
                    .filter(unit -> holdsPartOf(results.get(unit.name()), rejected))
                    .toList();
        }
        return units.stream().map(unit -> results.get(unit.name())).toList();
    }

    private Map<String, String> unreadable() {
        Map<String, String> unreadable = new HashMap<>();
        for (UnitResult result : results.values()) {
            result.slices().stream()
                    .filter(slice -> !slice.isReadable())
                    .forEach(slice -> unreadable.putIfAbsent(slice.uri(), slice.unreadable()));
        }
        return unreadable;
    }

    private static boolean holdsPartOf(UnitResult result, Map<String, String> rejected) {
        return result.slices().stream()
                .filter(SliceResult::isReadable)
                .anyMatch(slice -> rejected.containsKey(slice.uri()));
    }
}
