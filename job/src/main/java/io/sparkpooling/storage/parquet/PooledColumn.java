package io.sparkpooling.storage.parquet;

import io.sparkpooling.tensor.TensorType;

/**
 * A column of the output that holds pooled tensors.
 *
 * @param source the column that is pooled
 * @param name the output's name for it: the source's own where it replaces the source
 * @param type the type of the pooled tensors
 */
public record PooledColumn(TensorColumn source, String name, TensorType type) {

    /** Whether it stands in its source's place. */
    public boolean replacesSource() {
        return name.equals(source.name());
    }
}
