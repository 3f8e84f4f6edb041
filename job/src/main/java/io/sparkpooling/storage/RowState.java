package io.sparkpooling.storage;

/**
 * What a row of a tensor column holds: a tensor, null, or something that is not a tensor of the column's type. The last is
 * no exception, since one such row among millions must not end the reading of all others.
 */
public final class RowState {
    /** The row holds a tensor. */
    public static final RowState PRESENT = new RowState("");
    /** The row is null. */
    public static final RowState NULL = new RowState("");

    private final String reason;

    private RowState(String reason) {
        this.reason = reason;
    }

    /** The row holds no tensor of the column's type; {@code reason} says why, with its numbers. */
    public static RowState bad(String reason) {
        return new RowState(reason);
    }

    /** Whether there are values to use. */
    public boolean isPresent() {
        return this == PRESENT;
    }

    /** Whether the row as a whole is null. */
    public boolean isNull() {
        return this == NULL;
    }

    /** Whether the row is neither a tensor nor null. */
    public boolean isBad() {
        return !isPresent() && !isNull();
    }

    /** What is wrong with a bad row, for the user; empty for others. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return isPresent() ? "present" : isNull() ? "null" : "bad: " + reason;
    }
}
