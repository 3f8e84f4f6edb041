package io.sparkpooling.report.html;

import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.UnitEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The units of a run in lanes, one lane for as many units as an executor did at a time. Units that an earlier, interrupted run finished
 * have no place in it; of very many the longest are there.
 */
final class Lanes {
    private static final int DRAWN = 2000;
    private static final int MOST = 64;

    private final long begin;
    private final long span;
    private final List<Bar> bars = new ArrayList<>();
    private final int count;
    private final int left;

    /**
     * @param start in milliseconds since the run began
     */
    record Bar(UnitEntry unit, long start, long end, int lane) {}

    Lanes(RunReport report) {
        this.begin = Times.millis(report.time().started()).orElse(0L);
        this.span = Math.max(1, Times.millis(report.time().finished()).orElse(begin) - begin);
        List<UnitEntry> longest = report.units().stream()
                .filter(this::isOfThisRun)
                .sorted(Comparator.comparingLong(UnitEntry::taskMillis).reversed())
                .limit(DRAWN)
                .sorted(Comparator.comparing(UnitEntry::executor).thenComparingLong(this::start))
                .toList();
        int used = 0;
        String executor = "";
        List<Long> ends = new ArrayList<>();
        for (UnitEntry unit : longest) {
            if (!unit.executor().equals(executor)) {
                used += ends.size();
                ends = new ArrayList<>();
                executor = unit.executor();
            }
            place(unit, used, ends);
        }
        this.count = Math.max(1, Math.min(MOST, used + ends.size()));
        this.left = report.units().size() - bars.size();
    }

    private void place(UnitEntry unit, int used, List<Long> ends) {
        long start = start(unit);
        int lane = 0;
        while (lane < ends.size() && ends.get(lane) > start) {
            lane++;
        }
        long end = start + Math.max(1, unit.taskMillis());
        if (lane == ends.size()) {
            ends.add(end);
        } else {
            ends.set(lane, end);
        }
        if (used + lane < MOST) {
            bars.add(new Bar(unit, start - begin, Math.min(end - begin, span), used + lane));
        }
    }

    private boolean isOfThisRun(UnitEntry unit) {
        return unit.taskMillis() >= 0 && start(unit) >= begin && start(unit) <= begin + span;
    }

    private long start(UnitEntry unit) {
        return Times.millis(unit.started()).orElse(Long.MIN_VALUE);
    }

    List<Bar> bars() {
        return bars;
    }

    /** How many lanes there are. */
    int count() {
        return count;
    }

    /** From the run's begin to its end, in milliseconds. */
    long span() {
        return span;
    }

    /** How many units have no place. */
    int left() {
        return left;
    }
}
