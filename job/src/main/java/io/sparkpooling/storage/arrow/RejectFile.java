package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.WrittenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows that could not be pooled: where each came from, what is wrong with it, and its columns that nobody asked to pool. An
 * input column whose name is taken gets {@code input} before it. The file is opened at the first such row.
 */
final class RejectFile implements Closeable {
    private static final List<String> TEXTS = List.of("_file", "_column", "_reason");
    private static final String ROW = "_row";

    private final OutputOpener opener;
    private final BufferCompression compression;
    private final BufferAllocator allocator;
    private final Schema schema;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private RowRuns runs = new RowRuns();
    private Optional<OutputStream> stream = Optional.empty();
    private Optional<RecordFile> file = Optional.empty();

    private record Rejected(String file, long row, Rejection rejection) {
        String text(String column) {
            return switch (column) {
                case "_file" -> file;
                case "_column" -> rejection.column();
                default -> rejection.reason();
            };
        }
    }

    RejectFile(ArrowOutput output, OutputOpener opener, BufferCompression compression, BufferAllocator allocator) {
        this.opener = opener;
        this.compression = compression;
        this.allocator = allocator;
        this.schema = new Schema(fields(output));
    }

    private List<Field> fields(ArrowOutput output) {
        List<Field> fields = new ArrayList<>();
        fields.add(ours("_file", ArrowType.Utf8.INSTANCE));
        fields.add(ours(ROW, new ArrowType.Int(64, true)));
        fields.add(ours("_column", ArrowType.Utf8.INSTANCE));
        fields.add(ours("_reason", ArrowType.Utf8.INSTANCE));
        Set<String> taken = new HashSet<>(output.rejectable());
        fields.forEach(field -> taken.add(field.getName()));
        for (String name : output.rejectable()) {
            boolean clash = TEXTS.contains(name) || name.equals(ROW);
            String free = clash ? freeName(name, taken) : name;
            sources.put(free, name);
            Field field = output.schema().findField(name);
            fields.add(new Field(free, field.getFieldType(), field.getChildren()));
        }
        return fields;
    }

    private static Field ours(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), List.of());
    }

    private static String freeName(String name, Set<String> taken) {
        String free = "input" + name;
        while (!taken.add(free)) {
            free = "input" + free;
        }
        return free;
    }

    /** Adds a row, which lies at {@code place} of the record batch. */
    void add(String name, long row, int place, Rejection rejection) {
        rejected.add(new Rejected(name, row, rejection));
        runs.add(place);
    }

    /** Writes the rows of the record batch that ends here. */
    void flush(ArrowBatch source) throws IOException {
        if (rejected.isEmpty()) {
            return;
        }
        Map<String, FieldVector> own = new LinkedHashMap<>();
        try {
            TEXTS.forEach(name -> own.put(name, texts(name)));
            own.put(ROW, rows());
            opened().write(source, runs, own, sources);
        } finally {
            own.values().forEach(FieldVector::close);
        }
        rejected.clear();
        runs = new RowRuns();
    }

    private VarCharVector texts(String column) {
        VarCharVector texts = (VarCharVector) schema.findField(column).createVector(allocator);
        for (int row = 0; row < rejected.size(); row++) {
            texts.setSafe(row, rejected.get(row).text(column).getBytes(StandardCharsets.UTF_8));
        }
        texts.setValueCount(rejected.size());
        return texts;
    }

    private BigIntVector rows() {
        BigIntVector numbers = (BigIntVector) schema.findField(ROW).createVector(allocator);
        for (int row = 0; row < rejected.size(); row++) {
            numbers.setSafe(row, rejected.get(row).row());
        }
        numbers.setValueCount(rejected.size());
        return numbers;
    }

    private RecordFile opened() throws IOException {
        if (file.isEmpty()) {
            stream = Optional.of(opener.open());
            file = Optional.of(new RecordFile(stream.get(), schema, compression, allocator));
        }
        return file.get();
    }

    /** Completes and closes the file; empty if no row was rejected. */
    Optional<WrittenFile> finish() throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        WrittenFile written = file.get().finish();
        close();
        return Optional.of(written);
    }

    @Override
    public void close() throws IOException {
        file.ifPresent(RecordFile::close);
        file = Optional.empty();
        if (stream.isPresent()) {
            OutputStream open = stream.get();
            stream = Optional.empty();
            open.close();
        }
    }
}
