package io.sparkpooling.storage;

import java.util.List;

/**
 * What one leaf column of a file takes, summed over the row groups.
 *
 * @param path the leaf's path in the schema, its parts joined by dots
 * @param codec the compression's name in lower case; several, joined by commas, where row groups differ
 * @param encodings the names of the encodings of its pages and levels, in lower case, sorted
 * @param storedBytes bytes in the file: compressed pages and their headers
 * @param plainBytes the same before compression
 */
public record ColumnSize(String path, String codec, List<String> encodings, long storedBytes, long plainBytes) {

    public ColumnSize {
        encodings = List.copyOf(encodings);
    }
}
