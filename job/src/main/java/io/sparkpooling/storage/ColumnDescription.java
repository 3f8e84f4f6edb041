package io.sparkpooling.storage;

import io.sparkpooling.convention.Recognition;
import java.util.List;

/**
 * What there is to say about one top-level column of a file.
 *
 * @param name the column's name
 * @param typeText its type in the users' words, such as {@code list<float32>}
 * @param nullable whether a row may have no value
 * @param recognition the tensor that it holds, or why it holds none
 * @param codecs the codecs of its pages
 * @param encodings the encodings of its values
 * @param storedBytes its bytes in the file, compressed
 * @param plainBytes the same before compression
 */
public record ColumnDescription(
        String name,
        String typeText,
        boolean nullable,
        Recognition recognition,
        List<String> codecs,
        List<String> encodings,
        long storedBytes,
        long plainBytes) {

    public ColumnDescription {
        codecs = List.copyOf(codecs);
        encodings = List.copyOf(encodings);
    }
}
