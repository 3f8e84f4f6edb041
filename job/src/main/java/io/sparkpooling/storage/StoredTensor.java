package io.sparkpooling.storage;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** A column of a file that holds one tensor in each row. Each format adds where the numbers lie. */
public interface StoredTensor {
    /** The column's name. */
    String name();

    /** How the tensors are stored. */
    Convention convention();

    /** What all of them have in common. */
    TensorType type();

    /** The length of each level of lists in every row, outermost first. */
    List<Integer> listSizes();

    /** The path of its values in the schema, the parts joined by dots, as {@link ColumnSize} names it. */
    String path();

    /** How to read a row, where each says what it holds; then {@link #type} is what the column was taken for. */
    Optional<RowForm> form();

    /** Whether each row says what it holds, so that rows may differ. */
    default boolean isOfRows() {
        return form().isPresent();
    }
}
