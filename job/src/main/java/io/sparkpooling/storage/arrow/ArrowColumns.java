package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.RowConvention;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.storage.ColumnNames;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.RecognisedColumns;
import io.sparkpooling.storage.fields.ArrowField;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of an Arrow file, and which of them hold tensors. */
public final class ArrowColumns implements DatasetColumns {
    private final String file;
    private final Schema schema;
    private final List<ColumnSize> sizes;
    private final RecognisedColumns columns;

    private ArrowColumns(String file, Schema schema, List<ColumnSize> sizes, RecognisedColumns columns) {
        this.file = file;
        this.schema = schema;
        this.sizes = sizes;
        this.columns = columns;
    }

    /** @param looked the columns at whose first row to look where rows each say what they hold */
    static ArrowColumns of(ArrowFile file, Map<String, ColumnHints> hints, Set<String> companions, Set<String> looked)
            throws IOException {
        List<Column> stored =
                file.schema().getFields().stream().map(ArrowColumns::column).toList();
        RecognisedColumns columns =
                RecognisedColumns.of(stored, hints, companions, new RecognisedColumns.FirstRowLook() {
                    @Override
                    public List<Integer> listSizes(int column) throws IOException {
                        return file.firstListSizes(column);
                    }

                    @Override
                    public Optional<RowParts> parts(int column) throws IOException {
                        return looked.contains(stored.get(column).name()) ? file.firstParts(column) : Optional.empty();
                    }
                });
        return new ArrowColumns(file.name(), file.schema(), file.columnSizes(), columns);
    }

    private static Column column(Field field) {
        return new Column(field.getName(), ArrowStructure.of(field), ArrowField.extension(field), List.of());
    }

    /** How messages call the file. */
    public String file() {
        return file;
    }

    /** What conventions make of the columns. */
    public RecognisedColumns recognised() {
        return columns;
    }

    /** The file's schema; dictionary-encoded columns have the type of their values. */
    public Schema schema() {
        return schema;
    }

    List<String> names() {
        return columnNames().names();
    }

    ColumnNames columnNames() {
        return columns.names();
    }

    @Override
    public List<ArrowTensor> tensors() {
        return columns.tensors().stream().map(ArrowColumns::tensor).toList();
    }

    @Override
    public ArrowTensor tensor(String column) {
        return tensor(columns.tensor(column));
    }

    @Override
    public ArrowTensor companion(String column) {
        return tensor(columns.companion(column));
    }

    private static ArrowTensor tensor(RecognisedColumns.Found found) {
        Recognition.Tensor tensor = found.tensor();
        return new ArrowTensor(
                found.column().name(), tensor.convention(), tensor.type(), tensor.listSizes(), found.form());
    }

    @Override
    public Optional<String> differenceFrom(DatasetColumns other) {
        if (!(other instanceof ArrowColumns there)) {
            return Optional.of("it is Arrow IPC, the others are not");
        }
        if (!names().equals(there.names())) {
            return Optional.of("the columns of %s are %s, those of %s are %s"
                    .formatted(file, String.join(", ", names()), there.file, String.join(", ", there.names())));
        }
        return IntStream.range(0, names().size())
                .mapToObj(index -> disagreement(index, there, type(index), there.type(index))
                        .or(() -> disagreement(index, there, tensorText(index), there.tensorText(index))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Columns that are no tensor for want of rows agree with those that are. */
    private Optional<String> disagreement(int index, ArrowColumns there, Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other)
                ? Optional.empty()
                : Optional.of("column %s is %s in %s, but %s in %s"
                        .formatted(names().get(index), one.get(), file, other.get(), there.file));
    }

    private Optional<String> type(int index) {
        Field field = schema.getFields().get(index);
        return Optional.of(ArrowStructure.text(field) + (field.isNullable() ? "" : " not null"));
    }

    private Optional<String> tensorText(int index) {
        if (columns.recognition(index) instanceof Recognition.Tensor tensor) {
            String convention = tensor.convention().name();
            return Optional.of(
                    tensor.convention() instanceof RowConvention
                            ? convention
                            : "%s (%s)".formatted(tensor.type(), convention));
        }
        return columns.isNested(index) || columns.isOfRows(index) ? Optional.empty() : Optional.of("no tensor");
    }

    @Override
    public Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints) {
        return columns.withShapes(hints);
    }

    @Override
    public List<ColumnDescription> describe() {
        return IntStream.range(0, names().size()).mapToObj(this::describe).toList();
    }

    private ColumnDescription describe(int index) {
        Field field = schema.getFields().get(index);
        ColumnSize size = sizes.get(index);
        return new ColumnDescription(
                field.getName(),
                ArrowStructure.text(field),
                field.isNullable(),
                columns.recognition(index),
                List.of(size.codec()),
                size.encodings(),
                size.storedBytes(),
                size.plainBytes());
    }

    @Override
    public List<String> notes() {
        return UnreadTypes.reason(schema).stream().toList();
    }

    @Override
    public OutputColumns pooled(List<PooledColumn> pooled) {
        return ArrowOutput.of(schema, columns, pooled);
    }
}
