package io.sparkpooling.storage;

import java.io.Serializable;
import java.util.List;

/**
 * What a finished file is: taken from the bytes as they went out, never read back, so that whoever reads the file later can
 * prove that it is the one that was written.
 *
 * @param length the file's bytes
 * @param sha256 their SHA-256, in lower-case hexadecimal digits
 * @param rows the rows in it
 * @param columns its top-level columns, in order
 */
public record WrittenFile(long length, String sha256, long rows, List<WrittenColumn> columns) implements Serializable {
    private static final long serialVersionUID = 1L;

    public WrittenFile {
        columns = List.copyOf(columns);
    }
}
