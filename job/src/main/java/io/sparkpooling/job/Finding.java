package io.sparkpooling.job;

import java.io.Serializable;

/**
 * Something that a verification found to be wrong.
 *
 * @param message complete, for the user: the file, the row and the column where it has them, and both values
 */
public record Finding(Kind kind, String message) implements Serializable {

    /** What is at fault; the first that a verification meets decides how it ends. */
    public enum Kind {
        /** The output is not what its manifests say: something was done to it after it was published. */
        OUTPUT,
        /** The input is not what was pooled, so that nothing can be said about the values. */
        INPUT,
        /** The output is as it was written, and what was written is wrong. */
        VALUES
    }

    static Finding output(String format, Object... values) {
        return new Finding(Kind.OUTPUT, format.formatted(values));
    }

    static Finding input(String format, Object... values) {
        return new Finding(Kind.INPUT, format.formatted(values));
    }

    static Finding values(String format, Object... values) {
        return new Finding(Kind.VALUES, format.formatted(values));
    }
}
