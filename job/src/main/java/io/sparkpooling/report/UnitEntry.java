package io.sparkpooling.report;

import java.io.Serializable;

/**
 * The account of one unit, the work of one task.
 *
 * @param name the unit's name, which is part of its file's
 * @param file the data file, relative to the output folder; empty where all rows were rejected
 * @param length the data file's bytes
 * @param sha256 the data file's SHA-256 in hexadecimal digits
 * @param rows the rows that were read
 * @param pooledRows the rows that were written
 * @param rejectedRows the rows that went to the rejects
 * @param taskMillis the time that the task took
 * @param started when it began, as an ISO-8601 instant; before the run where an earlier, interrupted run finished the unit
 * @param attempt how often it had failed before
 * @param executor where it ran
 */
public record UnitEntry(
        String name,
        String file,
        long length,
        String sha256,
        long rows,
        long pooledRows,
        long rejectedRows,
        long taskMillis,
        String started,
        int attempt,
        String executor)
        implements Serializable {

    public UnitEntry {
        if (rows != pooledRows + rejectedRows) {
            throw new IllegalArgumentException("Invalid account of unit %s: %s rows, but %s pooled and %s rejected"
                    .formatted(name, rows, pooledRows, rejectedRows));
        }
    }
}
