package io.sparkpooling.job;

import io.sparkpooling.report.RunReport;

/** A run that came to its end, and its report. */
public record RunResult(Ending ending, RunReport report) {

    /** How a run can end well. */
    public enum Ending {
        /** The dataset is published. */
        PUBLISHED,
        /** The dataset is published, without the rows in the rejects. */
        PUBLISHED_WITH_REJECTS,
        /** The same run had published before; nothing was done. */
        ALREADY_PUBLISHED
    }
}
