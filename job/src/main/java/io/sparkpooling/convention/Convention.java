package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;

/**
 * One way to store tensors in a column. Conventions are asked in the order of {@link Conventions#all()}; the first that
 * claims a column decides, so that a column with broken metadata is refused instead of being taken for something weaker.
 */
public interface Convention {
    /** The name that users read. */
    String name();

    /** What users read of it. */
    Description description();

    /** Whether this column means to follow this convention. */
    boolean recognises(Column column);

    /** What the file says of the tensors of a column that this convention recognises. */
    Recognition read(Column column, ColumnHints hints);

    /** How to store tensors of {@code type} in the place of those of {@code source}, which this convention recognises. */
    Column store(Column source, TensorType type);
}
