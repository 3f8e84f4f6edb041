package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.RowConvention;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The schema of an output file, and its footer's metadata with the new shape in every place that states one. Columns keep the
 * input's order, a pooled column stands in the place of the one that it replaces, and those under new names come last.
 */
public final class OutputSchema implements OutputColumns {
    private final DatasetSchema input;
    private final List<PooledColumn> pooled;
    private final List<OutputColumn> columns;
    private final MessageType messageType;
    private final OutputMetadata metadata;

    private OutputSchema(DatasetSchema input, List<PooledColumn> pooled) {
        this.input = input;
        this.pooled = pooled.stream().map(column -> withForm(input, column)).toList();
        this.columns = columns(input, pooled);
        this.messageType = new MessageType(
                input.messageType().getName(), columns.stream().map(this::type).toList());
        this.metadata = OutputMetadata.of(input, this);
    }

    /**
     * The schema of {@code input} after pooling.
     *
     * @throws InvalidArgumentException if two columns would have one name, or a type cannot be stored
     */
    public static OutputSchema of(DatasetSchema input, List<PooledColumn> pooled) {
        input.columnNames().requireDistinctBeside(pooled);
        return new OutputSchema(input, pooled);
    }

    private static List<OutputColumn> columns(DatasetSchema input, List<PooledColumn> pooled) {
        List<OutputColumn> columns = new ArrayList<>();
        for (String name : input.names()) {
            columns.add(IntStream.range(0, pooled.size())
                    .filter(index -> pooled.get(index).name().equals(name))
                    .<OutputColumn>mapToObj(OutputColumn.Pooled::new)
                    .findFirst()
                    .orElse(new OutputColumn.PassThrough(name)));
        }
        IntStream.range(0, pooled.size())
                .filter(index -> !pooled.get(index).replacesSource())
                .mapToObj(OutputColumn.Pooled::new)
                .forEach(columns::add);
        return List.copyOf(columns);
    }

    private Type type(OutputColumn column) {
        if (column instanceof OutputColumn.PassThrough passThrough) {
            return input.messageType().getType(passThrough.name());
        }
        PooledColumn tensors = pooled.get(((OutputColumn.Pooled) column).index());
        Type source = input.messageType().getType(tensors.source().name());
        Structure structure = stored(tensors).structure();
        if (structure instanceof Lists lists) {
            return tensors.replacesSource()
                    ? ParquetList.inPlaceOf(source, lists)
                    : ParquetList.beside(source, tensors.name(), lists);
        }
        return tensors.replacesSource()
                ? ParquetParts.inPlaceOf(source, structure)
                : ParquetParts.beside(source, tensors.name(), structure);
    }

    private static PooledColumn withForm(DatasetSchema input, PooledColumn tensors) {
        return tensors.source().convention() instanceof RowConvention rows
                ? new PooledColumn(
                        tensors.source(),
                        tensors.name(),
                        tensors.type(),
                        Optional.of(rows.form(stored(input, tensors), tensors.type())))
                : tensors;
    }

    private static Column stored(DatasetSchema input, PooledColumn tensors) {
        Column source = input.column(input.index(tensors.source().name()));
        return tensors.source().convention().store(source, tensors.type());
    }

    /** How a pooled column is stored. */
    Column stored(PooledColumn tensors) {
        return stored(input, tensors);
    }

    /** The lists that a pooled column is stored in; nothing for one that is stored in another way. */
    Optional<Lists> lists(PooledColumn tensors) {
        return stored(tensors).structure() instanceof Lists lists ? Optional.of(lists) : Optional.empty();
    }

    /** The file's schema. */
    public MessageType messageType() {
        return messageType;
    }

    /** What stands in the footer beside the schema. */
    public Map<String, String> keyValueMetadata() {
        return metadata.entries();
    }

    /** The pooled columns, in the order in which they were given. */
    public List<PooledColumn> pooled() {
        return pooled;
    }

    /** The top-level columns, in order. */
    public List<OutputColumn> columns() {
        return columns;
    }

    @Override
    public Optional<String> differenceFrom(DatasetFile written) throws IOException {
        Map<String, ColumnHints> shapes = new LinkedHashMap<>();
        pooled.stream()
                .filter(column ->
                        lists(column).filter(lists -> lists.depth() > 1).isPresent())
                .forEach(column -> shapes.put(
                        column.name(), ColumnHints.ofShape(column.type().logicalShape())));
        FooterSchema footer = FooterSchema.of("the new files", messageType, keyValueMetadata());
        return DatasetSchema.ofFooter(footer, shapes).differenceFrom(written.columns(Map.of()));
    }

    @Override
    public String fileEnding() {
        return "parquet";
    }

    @Override
    public void requireSupported(WriteOptions options) {
        // all options are Parquet's
    }

    @Override
    public BatchWriter writer(OutputStream out, OutputOpener rejects, WriteOptions options) throws IOException {
        return new ParquetFilesWriter(this, out, rejects, options);
    }

    @Override
    public long writeBytes(WriteOptions options, long batchBytes) {
        return WriteMemory.bytes(this, options, batchBytes);
    }

    @Override
    public List<String> notes() {
        return metadata.notes();
    }
}
