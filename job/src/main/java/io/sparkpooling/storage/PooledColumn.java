package io.sparkpooling.storage;

import io.sparkpooling.convention.RowForm;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column of the output that holds pooled tensors.
 *
 * @param source the column that is pooled
 * @param name the output's name for it: the source's own where it replaces the source
 * @param type the type of the pooled tensors
 * @param form how to write a row, where each says what it holds
 */
public record PooledColumn(StoredTensor source, String name, TensorType type, Optional<RowForm> form) {

    /** A column of lists whose rows are all of one type. */
    public PooledColumn(StoredTensor source, String name, TensorType type) {
        this(source, name, type, Optional.empty());
    }

    /** The length of each of {@code depth} levels of lists that a tensor is stored in, outermost first. */
    public List<Integer> listSizes(int depth) {
        return depth == 1
                ? List.of(type.shape().elementCount())
                : Arrays.stream(type.shape().toArray()).boxed().toList();
    }

    /** Whether it stands in its source's place. */
    public boolean replacesSource() {
        return name.equals(source.name());
    }
}
