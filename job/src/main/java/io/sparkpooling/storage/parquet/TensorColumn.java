package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
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
 */
public record TensorColumn(
        String name, Convention convention, TensorType type, List<Integer> listSizes, ColumnDescriptor leaf) {

    public TensorColumn {
        listSizes = List.copyOf(listSizes);
    }
    /** The path of its values in the schema, the parts joined by dots, as {@link ColumnSize} names it. */
    public String path() {
        return String.join(".", leaf.getPath());
    }
}
