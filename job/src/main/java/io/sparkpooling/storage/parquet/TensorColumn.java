package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A column of a Parquet file that holds one tensor in each row.
 *
 * @param name the column's name
 * @param convention how the tensors are stored
 * @param type what all of them have in common
 * @param listSizes the length of each level of lists in every row, outermost first: {@code [75264]} for one list, {@code
 *     [6, 16, 16]} for nested lists
 * @param leaf the Parquet column of the numbers
 * @param form how to read a row, where each says what it holds; then {@code type} is what the column was taken for
 */
public record TensorColumn(
        String name,
        Convention convention,
        TensorType type,
        List<Integer> listSizes,
        ColumnDescriptor leaf,
        Optional<RowForm> form)
        implements StoredTensor {

    public TensorColumn {
        listSizes = List.copyOf(listSizes);
    }

    /** A column of lists whose rows are all of one type. */
    public TensorColumn(
            String name, Convention convention, TensorType type, List<Integer> listSizes, ColumnDescriptor leaf) {
        this(name, convention, type, listSizes, leaf, Optional.empty());
    }

    @Override
    public String path() {
        return String.join(".", leaf.getPath());
    }
}
