package io.sparkpooling.report;

import java.io.Serializable;

/**
 * How many rows were bad for one kind of reason: rejected, or with a null instead of the tensor.
 *
 * @param column the column that was bad
 * @param reason the kind of reason, without the numbers that differ from row to row
 * @param example the first such row, by file and number
 */
public record RejectCount(String column, String reason, long rows, String example) implements Serializable {

    /** The same kind of reason in two units; this one's example. */
    public RejectCount mergedWith(RejectCount other) {
        return new RejectCount(column, reason, Math.addExact(rows, other.rows), example);
    }
}
