package io.sparkpooling.storage.crossing;

import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.io.api.Converter;

/**
 * Takes the values of one Parquet column, or of a part of it, into an Arrow vector. parquet-java's record reader calls the
 * converters of what is there; what is not there is noticed by whoever is around it, which asks for {@link #complete}.
 */
abstract class VectorNode {
    private int count;

    /** Takes a value that is there. */
    abstract Converter converter();

    /** The vector that is filled. */
    abstract FieldVector vector();

    /** Puts a null at a place. */
    abstract void putNull(int place);

    /** Begins anew: the vector's memory was handed over. */
    void restart() {
        count = 0;
    }

    /** How many values there are. */
    final int count() {
        return count;
    }

    /** Counts a value; gives its place. */
    final int next() {
        return count++;
    }

    /** After a row: there are that many values, one more than before; a null where none came. */
    void complete(int expected) {
        if (count < expected) {
            putNull(next());
        }
    }

    final void requireNullable() {
        if (!vector().getField().isNullable()) {
            throw new IllegalStateException("%s is null, which its type does not allow"
                    .formatted(vector().getField().getName()));
        }
    }
}
