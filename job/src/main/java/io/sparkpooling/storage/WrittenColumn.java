package io.sparkpooling.storage;

import java.io.Serializable;

/**
 * What one top-level column of a written file takes.
 *
 * @param name the column's name
 * @param storedBytes its bytes in the file: compressed pages and their headers
 * @param plainBytes the same before compression
 */
public record WrittenColumn(String name, long storedBytes, long plainBytes) implements Serializable {
    private static final long serialVersionUID = 1L;
}
