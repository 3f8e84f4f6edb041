package io.sparkpooling.cli;

import io.sparkpooling.job.JobPlan;
import io.sparkpooling.job.Progress;
import io.sparkpooling.job.UnitResult;
import io.sparkpooling.report.Quantity;
import java.io.PrintWriter;
import java.util.Map;

/**
 * A run's progress for a person: on a terminal one line that is written over and over, elsewhere (a log, a scheduler) a
 * plain line every ten percent. Whether a terminal is there is told by {@code scripts/pool} in {@code POOL_TERMINAL}, since
 * a JVM below spark-submit cannot tell.
 */
final class ProgressLine implements Progress {
    private static final int STEPS = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();

    private long totalBytes;
    private long pooledRows;
    private int printedSteps;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** For this process, on {@code out}. */
    static ProgressLine on(PrintWriter out, Map<String, String> environment) {
        return new ProgressLine(out, "1".equals(environment.get("POOL_TERMINAL")));
    }

    @Override
    public void planned(JobPlan plan) {
        totalBytes = plan.storedBytes();
        out.printf(
                "Pooling %s, %s, %s, in %s%n",
                Quantity.count(plan.files().size(), "file"),
                Quantity.count(plan.rows(), "row"),
                Quantity.bytes(totalBytes),
                Quantity.count(plan.units().size(), "unit"));
        out.flush();
    }

    @Override
    public void finished(UnitResult result, int finishedUnits, int units) {
        pooledRows += result.pooledRows();
        String text = "%d of %s, %s, %s"
                .formatted(finishedUnits, Quantity.count(units, "unit"), Quantity.count(pooledRows, "row"), elapsed());
        if (terminal) {
            out.printf("\r\u001b[K%s%s", text, finishedUnits == units ? System.lineSeparator() : "");
        } else if (finishedUnits * STEPS / units > printedSteps) {
            printedSteps = finishedUnits * STEPS / units;
            out.println(text);
        }
        out.flush();
    }

    @Override
    public void note(String text) {
        out.println((terminal ? "\r\u001b[K" : "") + text);
        out.flush();
    }

    private String elapsed() {
        return Quantity.time((System.nanoTime() - start) / 1_000_000);
    }
}
