package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.apache.arrow.vector.util.VectorAppender;

/** The dictionaries of a file as far as it has been read. */
public final class Dictionaries implements AutoCloseable {
    private final Map<Long, Dictionary> byId = new HashMap<>();
    private final Map<Long, Object> versions = new HashMap<>();
    private final BufferAllocator allocator;

    Dictionaries(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** The field with indices in the place of values; its dictionaries are known from now on. */
    Field inMemory(Field field) {
        return DictionaryUtility.toMemoryFormat(field, allocator, byId);
    }

    FieldVector values(long id) throws DamagedMessageException {
        require(byId.containsKey(id), "no column has the dictionary %d", id);
        return byId.get(id).getVector();
    }

    /** The values of a dictionary that columns have. */
    FieldVector valuesOf(long id) {
        return byId.get(id).getVector();
    }

    /** Changes whenever the dictionary does. */
    Object version(long id) {
        return versions.computeIfAbsent(id, each -> new Object());
    }

    /** Takes over new values: all of the dictionary, or what a delta adds. */
    void put(long id, FieldVector values, boolean delta) throws DamagedMessageException {
        FieldVector known = values(id);
        versions.put(id, new Object());
        if (delta && known.getValueCount() > 0) {
            values.accept(new VectorAppender(known), null);
        } else {
            known.clear();
            values.makeTransferPair(known).transfer();
        }
        values.close();
    }

    /** Refuses indices outside of their dictionaries. */
    void check(FieldVector column) throws DamagedMessageException {
        if (column.getField().getDictionary() != null) {
            long id = column.getField().getDictionary().getId();
            checkIndices((BaseIntVector) column, values(id).getValueCount(), id);
            return;
        }
        for (FieldVector child : column.getChildrenFromFields()) {
            check(child);
        }
    }

    private static void checkIndices(BaseIntVector indices, int size, long id) throws DamagedMessageException {
        for (int row = 0; row < indices.getValueCount(); row++) {
            if (!indices.isNull(row)) {
                long index = indices.getValueAsLong(row);
                require(index >= 0 && index < size, "index %d into dictionary %d of %d values", index, id, size);
            }
        }
    }

    @Override
    public void close() {
        byId.values().forEach(dictionary -> dictionary.getVector().close());
    }
}
