package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.RowState;
import io.sparkpooling.storage.parquet.LeafLevels.Absence;
import io.sparkpooling.tensor.Shape;

/**
 * What has been seen of one row. As long as it is dense (each level as in a row that holds a whole tensor), only the number
 * of values counts; afterwards all that is wrong with it is counted, for the message.
 */
final class RowScan {
    private final Shape shape;
    private boolean dense;
    private boolean absent;
    private long elements;
    private long nulls;
    private long firstNull;
    private boolean ragged;
    private long firstRagged;

    RowScan(Shape shape) {
        this.shape = shape;
    }

    /** A new row. A shape without elements has no dense row: its lists are empty. */
    void begin() {
        dense = shape.elementCount() > 0;
        absent = false;
        elements = 0;
        nulls = 0;
        ragged = false;
    }

    boolean isDense() {
        return dense;
    }

    boolean isComplete() {
        return dense && elements == shape.elementCount();
    }

    /** Whether nothing of the row has been seen. */
    boolean isEmpty() {
        return elements == 0;
    }

    /** The values of a dense row that have been seen. */
    int denseElements() {
        return (int) elements;
    }

    void addDense(int count) {
        elements += count;
    }

    /** From here on the levels are not those of a whole tensor. */
    void endDense() {
        dense = false;
    }

    /** The lists do not have the expected lengths here. */
    void addRagged() {
        if (!ragged) {
            ragged = true;
            firstRagged = elements;
        }
    }

    void addValue() {
        elements++;
    }

    void add(Absence absence) {
        switch (absence) {
            case ROW -> absent = true;
            case LIST, LIST_ELEMENTS -> addRagged();
            case ELEMENT -> {
                if (nulls++ == 0) {
                    firstNull = elements;
                }
                elements++;
            }
        }
    }

    /** What the whole row turned out to be. */
    RowState state() {
        if (isComplete()) {
            return RowState.PRESENT;
        }
        if (absent && elements == 0) {
            return RowState.NULL;
        }
        if (elements != shape.elementCount()) {
            return RowState.bad("%s values for shape %s (%s expected)"
                    .formatted(grouped(elements), shape, grouped(shape.elementCount())));
        }
        if (nulls > 0) {
            return RowState.bad("%s of %s values for shape %s are null (the first at %s)"
                    .formatted(grouped(nulls), grouped(elements), shape, grouped(firstNull)));
        }
        return shape.elementCount() == 0
                ? RowState.PRESENT
                : RowState.bad("the lists do not have the lengths of shape %s (from value %s on)"
                        .formatted(shape, grouped(firstRagged)));
    }

    private static String grouped(long number) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder(digits);
        for (int place = digits.length() - 3; place > 0; place -= 3) {
            grouped.insert(place, ' ');
        }
        return grouped.toString();
    }
}
