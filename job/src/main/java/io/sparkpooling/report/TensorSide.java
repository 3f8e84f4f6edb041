package io.sparkpooling.report;

import java.io.Serializable;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tensor column on one side of the pooling, before or after: what its tensors are, how much room they take, and what their
 * values are like.
 *
 * @param tensors the tensors, not counting null ones
 * @param elements their elements
 * @param logicalBytes the bytes of these elements
 * @param storedBytes the bytes of the column in its files, encoded and compressed
 * @param codec such as {@code zstd}; several, in alphabetical order, where files differ
 * @param encoding such as {@code plain}; several, in alphabetical order, where files differ
 */
public record TensorSide(
        TensorForm form,
        long tensors,
        long elements,
        long logicalBytes,
        long storedBytes,
        String codec,
        String encoding,
        ValueStatistics statistics)
        implements Serializable {

    /** Both sides together; that they have one form is the caller's part. */
    public TensorSide mergedWith(TensorSide other) {
        return new TensorSide(
                form,
                Math.addExact(tensors, other.tensors),
                Math.addExact(elements, other.elements),
                Math.addExact(logicalBytes, other.logicalBytes),
                Math.addExact(storedBytes, other.storedBytes),
                bothWords(codec, other.codec),
                bothWords(encoding, other.encoding),
                statistics.mergedWith(other.statistics));
    }

    private static String bothWords(String one, String other) {
        return Stream.of(one, other)
                .flatMap(words -> Stream.of(words.split(",\\s*")))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
