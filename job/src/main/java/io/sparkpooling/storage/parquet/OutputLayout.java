package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.PooledColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * What a writer must know of an output file.
 *
 * @param schema of the file
 * @param pooled the columns that hold pooled tensors; all others pass through
 * @param keyValueMetadata for the footer
 */
record OutputLayout(MessageType schema, List<PooledColumn> pooled, Map<String, String> keyValueMetadata) {

    static OutputLayout of(OutputSchema schema) {
        return new OutputLayout(schema.messageType(), schema.pooled(), schema.keyValueMetadata());
    }

    /** The columns that pass through from the input. */
    MessageType passThrough() {
        Set<String> names = pooled.stream().map(PooledColumn::name).collect(Collectors.toSet());
        return without(names);
    }

    /** The columns that go with a rejected row: those that pass through and that nobody asked to pool. */
    Set<String> rejectable() {
        Set<String> sources =
                pooled.stream().map(column -> column.source().name()).collect(Collectors.toSet());
        return passThrough().getFields().stream()
                .map(field -> field.getName())
                .filter(name -> !sources.contains(name))
                .collect(Collectors.toSet());
    }

    private MessageType without(Set<String> names) {
        return new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> !names.contains(field.getName()))
                        .toList());
    }

    /** The only Parquet column of a top-level column. */
    static ColumnDescriptor leaf(MessageType schema, String name) {
        List<ColumnDescriptor> leaves = schema.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(name))
                .toList();
        if (leaves.size() != 1) {
            throw new IllegalArgumentException("column %s has %d leaves, not 1".formatted(name, leaves.size()));
        }
        return leaves.get(0);
    }
}
