package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.RowConvention;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.RecognisedColumns;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.storage.fields.HuggingFaceMetadata;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The schema of an Arrow file after pooling, with the new shape in every place that states one. Columns keep the input's
 * order, a pooled column stands in the place of the one that it replaces, and those under new names come last.
 */
public final class ArrowOutput implements OutputColumns {
    private final Schema input;
    private final RecognisedColumns columns;
    private final List<PooledColumn> pooled;
    private final List<String> notes = new ArrayList<>();
    private final Schema schema;

    private ArrowOutput(Schema input, RecognisedColumns columns, List<PooledColumn> pooled) {
        this.input = input;
        this.columns = columns;
        this.pooled = pooled.stream().map(this::withForm).toList();
        List<Field> fields = new ArrayList<>();
        for (Field field : input.getFields()) {
            fields.add(pooledAs(field.getName()).map(this::field).orElse(field));
        }
        pooled.stream()
                .filter(column -> !column.replacesSource())
                .map(this::field)
                .forEach(fields::add);
        this.schema = new Schema(fields, metadata());
    }

    /**
     * The columns of {@code input} after pooling.
     *
     * @param columns what conventions make of them
     * @throws io.sparkpooling.tensor.InvalidArgumentException if two columns would have one name
     */
    public static ArrowOutput of(Schema input, RecognisedColumns columns, List<PooledColumn> pooled) {
        columns.names().requireDistinctBeside(pooled);
        return new ArrowOutput(input, columns, pooled);
    }

    private Optional<PooledColumn> pooledAs(String name) {
        return pooled.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private Field field(PooledColumn column) {
        Field source = input.findField(column.source().name());
        return ArrowField.pooled(source, column.name(), stored(column));
    }

    private Column stored(PooledColumn column) {
        Column source = columns.column(columns.names().index(column.source().name()));
        return column.source().convention().store(source, column.type());
    }

    private PooledColumn withForm(PooledColumn column) {
        return column.source().convention() instanceof RowConvention rows
                ? new PooledColumn(
                        column.source(),
                        column.name(),
                        column.type(),
                        Optional.of(rows.form(stored(column), column.type())))
                : column;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata =
                new TreeMap<>(Optional.ofNullable(input.getCustomMetadata()).orElse(Map.of()));
        String huggingFace = metadata.remove(HuggingFaceMetadata.KEY);
        if (huggingFace != null) {
            HuggingFaceMetadata.rewrite(huggingFace, pooled, this::lists)
                    .ifPresentOrElse(
                            text -> metadata.put(HuggingFaceMetadata.KEY, text),
                            () -> notes.add("metadata huggingface is dropped: it may state the old shapes"));
        }
        return metadata;
    }

    /** The file's schema, as messages have it. */
    Schema schema() {
        return schema;
    }

    List<PooledColumn> pooled() {
        return pooled;
    }

    /** The columns that go with a rejected row: those that pass through and that nobody asked to pool. */
    List<String> rejectable() {
        return columns.names().names().stream()
                .filter(name -> pooled.stream()
                        .noneMatch(column -> column.name().equals(name)
                                || column.source().name().equals(name)))
                .toList();
    }

    /** The lists that a pooled column is stored in; empty where each row says what it holds. */
    Optional<Lists> lists(PooledColumn column) {
        return stored(column).structure() instanceof Lists lists ? Optional.of(lists) : Optional.empty();
    }

    @Override
    public String fileEnding() {
        return "arrow";
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Optional<String> differenceFrom(DatasetFile written) {
        if (!(written instanceof ArrowFile file)) {
            return Optional.of("the new files are Arrow IPC, those that are there are not");
        }
        return file.schema().getFields().equals(schema.getFields())
                ? Optional.empty()
                : Optional.of("the new files have the columns %s, %s has %s"
                        .formatted(
                                schema.getFields(), file.name(), file.schema().getFields()));
    }

    @Override
    public void requireSupported(WriteOptions options) {
        new BufferCompression(options.compression());
        if (options.encoding() != Encoding.PLAIN) {
            throw new InvalidArgumentException(
                    "Invalid encoding: %s (Arrow IPC has plain alone)".formatted(options.encoding()));
        }
    }

    @Override
    public BatchWriter writer(OutputStream out, OutputOpener rejects, WriteOptions options) throws IOException {
        return rowWriter(out, rejects, options);
    }

    /** The same for whoever gives it rows of another format one by one. */
    public ArrowBatchWriter rowWriter(OutputStream out, OutputOpener rejects, WriteOptions options) throws IOException {
        return new ArrowBatchWriter(this, out, rejects, new BufferCompression(options.compression()));
    }

    /** The pooled tensors of a record batch, at most as large as those that the reader holds. */
    @Override
    public long writeBytes(WriteOptions options, long batchBytes) {
        return options.rowGroupBytes() + batchBytes;
    }
}
