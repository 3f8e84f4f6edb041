package io.sparkpooling.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Counts a run's units as they finish. One thread adds; any thread may read. */
final class Tally {
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, UnitResult> results = new HashMap<>();
    private final long unitBytes;
    private long finishedBytes;
    private volatile RunCounts counts;

    /** @param totalBytes of all input files: a little more than the units read, since a file has a footer */
    Tally(List<Unit> units, long totalBytes) {
        units.forEach(unit -> this.units.put(unit.name(), unit));
        this.unitBytes = units.stream().mapToLong(Unit::storedBytes).sum();
        this.counts = new RunCounts(units.size(), 0, 0, 0, totalBytes, 0, 0);
    }

    /** Adds a finished unit; one that was finished before, and had to be done again, is counted as it is now. */
    RunCounts add(UnitResult result) {
        Optional<UnitResult> before = Optional.ofNullable(results.put(result.unit(), result));
        finishedBytes += before.isPresent() ? 0 : units.get(result.unit()).storedBytes();
        counts = new RunCounts(
                counts.units(),
                results.size(),
                counts.pooledRows() + change(before, result, UnitResult::pooledRows),
                counts.rejectedRows() + change(before, result, UnitResult::rejectedRows),
                counts.totalBytes(),
                unitBytes == 0 ? 0 : (long) ((double) finishedBytes / unitBytes * counts.totalBytes()),
                counts.bytesOut() + change(before, result, UnitResult::writtenBytes));
        return counts;
    }

    private static long change(Optional<UnitResult> before, UnitResult now, ToLongFunction<UnitResult> number) {
        return number.applyAsLong(now) - before.map(number::applyAsLong).orElse(0L);
    }

    RunCounts counts() {
        return counts;
    }
}
