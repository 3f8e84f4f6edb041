package io.sparkpooling.cli;

import io.sparkpooling.job.JobPlan;
import io.sparkpooling.job.Progress;
import io.sparkpooling.job.RunCounts;
import io.sparkpooling.report.Quantity;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A run's progress for a person: on a terminal one line that is written over and over, elsewhere (a log, a scheduler) a plain
 * line every ten percent, and every minute. Whether a terminal is there, and how wide, is told by {@code scripts/pool} in
 * {@code POOL_TERMINAL}, the number of its columns, since a JVM below spark-submit cannot tell.
 */
final class ProgressLine implements Progress {
    private static final int STEPS = 10;
    private static final long LONGEST_SILENCE = 60_000;
    private static final int USUAL_COLUMNS = 80;
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter out;
    private final Optional<Integer> columns;
    private final LongSupplier millis;
    private final long start;

    private int printedSteps;
    private long printedMillis;

    /**
     * @param columns of the terminal; none if there is none
     * @param millis a clock
     */
    ProgressLine(PrintWriter out, Optional<Integer> columns, LongSupplier millis) {
        this.out = out;
        this.columns = columns;
        this.millis = millis;
        this.start = millis.getAsLong();
    }

    /** For this process, on {@code out}. */
    static ProgressLine on(PrintWriter out, Map<String, String> environment) {
        Optional<Integer> columns =
                Optional.ofNullable(environment.get("POOL_TERMINAL")).map(ProgressLine::columns);
        return new ProgressLine(out, columns, () -> System.nanoTime() / 1_000_000);
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
    }

    @Override
    public void planned(JobPlan plan) {
        out.println("Pooling %s, %s, %s, in %s"
                .formatted(
                        Quantity.count(plan.files().size(), "file"),
                        Quantity.count(plan.rows(), "row"),
                        Quantity.bytes(plan.storedBytes()),
                        Quantity.count(plan.units().size(), "unit")));
        out.flush();
    }

    @Override
    public void finished(RunCounts counts) {
        long elapsed = millis.getAsLong() - start;
        boolean last = counts.finishedUnits() == counts.units();
        if (columns.isPresent()) {
            out.print(CLEARED + ProgressBar.of(counts, elapsed, columns.get()));
            out.print(last ? System.lineSeparator() : "");
        } else if (isDue(counts, elapsed)) {
            out.println(text(counts, elapsed));
        }
        out.flush();
    }

    private boolean isDue(RunCounts counts, long elapsed) {
        int steps = (int) ((long) counts.finishedUnits() * STEPS / counts.units());
        boolean due = steps > printedSteps || elapsed - printedMillis >= LONGEST_SILENCE;
        if (due) {
            printedSteps = steps;
            printedMillis = elapsed;
        }
        return due;
    }

    private static String text(RunCounts counts, long elapsed) {
        return "%s of %s, %s, %s -> %s, ratio %s, %s"
                .formatted(
                        String.valueOf(counts.finishedUnits()),
                        Quantity.count(counts.units(), "unit"),
                        Quantity.count(counts.pooledRows(), "row"),
                        Quantity.bytes(counts.bytesIn()),
                        Quantity.bytes(counts.bytesOut()),
                        Quantity.ratio(counts.ratio()),
                        Quantity.time(elapsed));
    }

    @Override
    public void note(String text) {
        out.println((columns.isPresent() ? CLEARED : "") + text);
        out.flush();
    }
}
