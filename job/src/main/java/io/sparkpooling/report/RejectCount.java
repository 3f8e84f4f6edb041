package io.sparkpooling.report;

import java.io.Serializable;

/**
 * How many rows were bad for one kind of reason: rejected, or with a null instead of the tensor.
 *
 * @param column the column that was bad
 * @param reason the kind of reason, without the numbers that differ from row to row
 */
public record RejectCount(String column, String reason, long rows) implements Serializable {}
