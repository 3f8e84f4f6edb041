package io.sparkpooling.cli;

import io.sparkpooling.job.study.StudyProgress;
import io.sparkpooling.report.Quantity;
import java.io.PrintWriter;
import java.util.Map;

/** A study's progress on a terminal: one line that is written over and over, and gone at the end. Elsewhere nothing. */
final class StudyProgressLine implements StudyProgress {
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter out;

    private StudyProgressLine(PrintWriter out) {
        this.out = out;
    }

    /** As {@code scripts/pool} says whether there is a terminal. */
    static StudyProgress on(PrintWriter out, Map<String, String> environment) {
        return environment.containsKey("POOL_TERMINAL") ? new StudyProgressLine(out) : NONE;
    }

    @Override
    public void lookedAt(long rows, long of) {
        out.print(CLEARED + (rows < of ? "%d of %s".formatted(rows, Quantity.count(of, "row")) : ""));
        out.flush();
    }
}
