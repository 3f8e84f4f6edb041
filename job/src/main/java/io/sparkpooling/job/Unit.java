package io.sparkpooling.job;

import java.io.Serializable;
import java.util.List;

/**
 * What one task reads and the one file that it writes. Its name is a function of what it reads, of the settings and of our
 * version alone, so that a repeated task writes the same bytes to the same name.
 *
 * @param name the name of the data file
 * @param folder the folder below the output that the file goes to, empty for the output itself
 */
public record Unit(String name, String folder, List<Slice> slices) implements Serializable {

    public Unit {
        slices = List.copyOf(slices);
    }

    /** Where the data file lies below the output. */
    public String relativePath() {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** The rows that it reads. */
    public long rows() {
        return slices.stream().mapToLong(Slice::rows).sum();
    }

    /** The bytes that it reads. */
    public long storedBytes() {
        return slices.stream().mapToLong(Slice::storedBytes).sum();
    }
}
