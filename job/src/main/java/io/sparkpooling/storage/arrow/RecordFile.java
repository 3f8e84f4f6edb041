package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** A file whose record batches have columns of ours and columns that pass through, with their dictionaries. */
final class RecordFile implements AutoCloseable {
    private final IpcFileWriter file;
    private final Schema schema;
    private final BufferAllocator allocator;
    private final OutputDictionaries dictionaries;

    RecordFile(OutputStream out, Schema schema, BufferCompression compression, BufferAllocator allocator)
            throws IOException {
        this.file = new IpcFileWriter(out, schema, compression, allocator);
        this.schema = schema;
        this.allocator = allocator;
        this.dictionaries = new OutputDictionaries(allocator);
    }

    /**
     * Writes a record batch of some rows of another.
     *
     * @param own the columns of ours, by name; all others are taken from the source, by the name that {@code sources} has
     */
    void write(ArrowBatch source, RowRuns rows, Map<String, FieldVector> own, Map<String, String> sources)
            throws IOException {
        List<FieldVector> columns = new ArrayList<>();
        List<FieldVector> cut = new ArrayList<>();
        try {
            for (var field : schema.getFields()) {
                String name = field.getName();
                if (!own.containsKey(name)) {
                    cut.add(passing(source, source.records().getVector(sources.getOrDefault(name, name)), rows));
                }
                columns.add(own.containsKey(name) ? own.get(name) : cut.get(cut.size() - 1));
            }
            file.write(columns, rows.rows());
        } finally {
            cut.forEach(FieldVector::close);
        }
    }

    private FieldVector passing(ArrowBatch source, FieldVector column, RowRuns rows) {
        if (dictionaries.take(column, source.dictionaries())) {
            return rows.of(column, allocator);
        }
        FieldVector copy = rows.copyOf(column, allocator);
        dictionaries.translate(copy);
        return copy;
    }

    WrittenFile finish() throws IOException {
        for (var dictionary : dictionaries.values().entrySet()) {
            file.writeDictionary(dictionary.getKey(), dictionary.getValue());
        }
        return file.finish();
    }

    @Override
    public void close() {
        dictionaries.close();
    }
}
