package io.sparkpooling.storage.arrow;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/**
 * The dictionaries of an output file. A file has one of each for all its record batches, while its rows may come from files
 * and streams with several: new values are added at the end, and indices are changed where a value has another place.
 */
final class OutputDictionaries implements AutoCloseable {
    private final BufferAllocator allocator;
    private final Map<Long, Merged> merged = new TreeMap<>();

    /** One dictionary, and where the values of the present source lie in it. */
    private static final class Merged {
        final FieldVector values;
        final Map<Object, Integer> places = new HashMap<>();
        Optional<Object> version = Optional.empty();
        int[] place = new int[0];
        boolean same;

        Merged(FieldVector values) {
            this.values = values;
        }
    }

    OutputDictionaries(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** The values of each dictionary, by its number. */
    Map<Long, FieldVector> values() {
        Map<Long, FieldVector> values = new TreeMap<>();
        merged.forEach((id, dictionary) -> values.put(id, dictionary.values));
        return values;
    }

    /** Takes the dictionaries of a column over; true if its indices stay what they are. */
    boolean take(FieldVector column, Dictionaries source) {
        DictionaryEncoding encoding = column.getField().getDictionary();
        if (encoding != null) {
            return take(encoding, source).same;
        }
        boolean same = true;
        for (FieldVector child : column.getChildrenFromFields()) {
            same &= take(child, source);
        }
        return same;
    }

    private Merged take(DictionaryEncoding encoding, Dictionaries source) {
        FieldVector from = source.valuesOf(encoding.getId());
        Merged into = merged.computeIfAbsent(
                encoding.getId(), id -> new Merged(from.getField().createVector(allocator)));
        Object version = source.version(encoding.getId());
        if (into.version.isEmpty() || into.version.get() != version) {
            into.version = Optional.of(version);
            merge(from, into);
            requireIndexable(encoding, into.values.getValueCount());
        }
        return into;
    }

    /** A dictionary that repeats a value keeps the repetition as long as it is the only one. */
    private static void merge(FieldVector from, Merged into) {
        boolean first = into.values.getValueCount() == 0;
        into.place = new int[from.getValueCount()];
        into.same = true;
        for (int index = 0; index < into.place.length; index++) {
            Object value = key(from, index);
            Integer known = first ? null : into.places.get(value);
            into.place[index] = known == null ? append(from, index, into) : known;
            into.places.putIfAbsent(value, into.place[index]);
            into.same &= into.place[index] == index;
        }
    }

    private static int append(FieldVector from, int index, Merged into) {
        int place = into.values.getValueCount();
        into.values.copyFromSafe(index, place, from);
        into.values.setValueCount(place + 1);
        return place;
    }

    private static Object key(FieldVector values, int index) {
        Object value = values.getObject(index);
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : Optional.ofNullable(value);
    }

    private static void requireIndexable(DictionaryEncoding encoding, int size) {
        ArrowType.Int index = encoding.getIndexType();
        int bits = index.getBitWidth() - (index.getIsSigned() ? 1 : 0);
        if (bits < 31 && size > 1 << bits) {
            throw new InvalidArgumentException(
                    "Cannot join dictionaries of several files: %d values do not fit into indices of %d bits"
                            .formatted(size, index.getBitWidth()));
        }
    }

    /** Changes the indices of a column, which has memory of its own, from the source's to ours. */
    void translate(FieldVector column) {
        DictionaryEncoding encoding = column.getField().getDictionary();
        if (encoding == null) {
            column.getChildrenFromFields().forEach(this::translate);
            return;
        }
        int[] place = merged.get(encoding.getId()).place;
        BaseIntVector indices = (BaseIntVector) column;
        for (int row = 0; row < indices.getValueCount(); row++) {
            if (!indices.isNull(row)) {
                indices.setWithPossibleTruncate(row, place[(int) indices.getValueAsLong(row)]);
            }
        }
    }

    @Override
    public void close() {
        merged.values().forEach(dictionary -> dictionary.values.close());
    }
}
