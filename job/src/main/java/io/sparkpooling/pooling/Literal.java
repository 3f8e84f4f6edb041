package io.sparkpooling.pooling;

import java.util.List;
import java.util.stream.Collectors;

/** A value in an expression, as written; {@code toString} is its canonical text. */
public sealed interface Literal {

    /** An integer. */
    record Whole(long value) implements Literal {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A number with a fraction or an exponent. */
    record Real(double value) implements Literal {
        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** A string. */
    record Text(String value) implements Literal {
        @Override
        public String toString() {
            return "'" + value.replace("'", "''") + "'";
        }
    }

    /** A truth value. */
    record Flag(boolean value) implements Literal {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** The absence of a value, Python's {@code None}. */
    record Nothing() implements Literal {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** A list. */
    record Items(List<Literal> values) implements Literal {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.stream().map(Literal::toString).collect(Collectors.joining(",", "[", "]"));
        }
    }
}
