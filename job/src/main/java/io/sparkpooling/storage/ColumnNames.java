package io.sparkpooling.storage;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the top-level columns of a file, and what may be asked of them.
 *
 * @param names in the file's order; a name may stand twice
 */
public record ColumnNames(List<String> names) {

    public ColumnNames {
        names = List.copyOf(names);
    }

    /**
     * The position of a column.
     *
     * @throws InvalidArgumentException if there is none of that name, naming the nearest; or if there are two
     */
    public int index(String column) {
        int first = names.indexOf(column);
        if (first < 0) {
            throw UnknownName.of("column", column, names);
        }
        if (first != names.lastIndexOf(column)) {
            throw new InvalidArgumentException(
                    "Cannot read column %s: the file has two of that name".formatted(column));
        }
        return first;
    }

    /**
     * Demands a column for each of these names.
     *
     * @throws InvalidArgumentException if there is none, naming the nearest
     */
    public void requireKnown(Set<String> named) {
        for (String name : named) {
            if (!names.contains(name)) {
                throw UnknownName.of("column", name, names);
            }
        }
    }

    /**
     * Demands that every column of an output made of these and of pooled ones has a name of its own.
     *
     * @throws InvalidArgumentException if two have one name
     */
    public void requireDistinctBeside(List<PooledColumn> pooled) {
        names.forEach(this::index);
        Set<String> taken = new HashSet<>();
        for (PooledColumn column : pooled) {
            if (!taken.add(column.name())) {
                throw new InvalidArgumentException(
                        "Cannot write two columns named %s: give one another name with AS".formatted(column.name()));
            }
            if (!column.replacesSource() && names.contains(column.name())) {
                throw new InvalidArgumentException(
                        "Cannot name a pooled column %s: the input has a column of that name".formatted(column.name()));
            }
        }
    }
}
