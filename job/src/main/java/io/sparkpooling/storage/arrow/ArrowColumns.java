package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.storage.ColumnNames;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of an Arrow file, and which of them hold tensors. */
final class ArrowColumns implements DatasetColumns {
    private final String file;
    private final Schema schema;
    private final List<ColumnSize> sizes;
    private final List<Column> columns;
    private final List<Recognition> recognitions;

    private ArrowColumns(
            String file, Schema schema, List<ColumnSize> sizes, List<Column> columns, List<Recognition> recognitions) {
        this.file = file;
        this.schema = schema;
        this.sizes = sizes;
        this.columns = List.copyOf(columns);
        this.recognitions = List.copyOf(recognitions);
    }

    static ArrowColumns of(ArrowFile file, Map<String, ColumnHints> hints, Set<String> companions) throws IOException {
        List<Field> fields = file.schema().getFields();
        ColumnNames names = new ColumnNames(fields.stream().map(Field::getName).toList());
        names.requireKnown(hints.keySet());
        names.requireKnown(companions);
        List<Column> columns = new ArrayList<>();
        List<Recognition> recognitions = new ArrayList<>();
        for (int index = 0; index < fields.size(); index++) {
            Field field = fields.get(index);
            Column column =
                    new Column(field.getName(), ArrowStructure.of(field), ArrowField.extension(field), List.of());
            ColumnHints hint = hints.getOrDefault(column.name(), ColumnHints.NONE);
            Recognition recognition = Conventions.recognise(column, hint);
            boolean vector = companions.contains(column.name()) && column.structure() instanceof Lists;
            if (recognition instanceof Recognition.NoTensor && (vector || isNested(column))) {
                column = column.withFirstRowListSizes(file.firstListSizes(index));
                recognition =
                        vector ? Conventions.recogniseCompanion(column, hint) : Conventions.recognise(column, hint);
            }
            columns.add(column);
            recognitions.add(withoutRowForms(recognition, column, field));
        }
        return new ArrowColumns(file.name(), file.schema(), file.columnSizes(), columns, recognitions);
    }

    /** Structs and bytes, of which each row says what it holds, are not read here. */
    private static Recognition withoutRowForms(Recognition recognition, Column column, Field field) {
        return isOfRows(field.getType())
                ? new Recognition.NoTensor(
                        "Cannot read column %s as a tensor: its type is %s, and structs and bytes are read as tensors from Parquet files alone"
                                .formatted(column.name(), column.structure()))
                : recognition;
    }

    private static boolean isOfRows(ArrowType type) {
        return type instanceof ArrowType.Struct
                || type instanceof ArrowType.Binary
                || type instanceof ArrowType.LargeBinary
                || type instanceof ArrowType.FixedSizeBinary;
    }

    private static boolean isNested(Column column) {
        return column.structure() instanceof Lists lists && lists.depth() > 1;
    }

    Schema schema() {
        return schema;
    }

    Column column(String name) {
        return columns.get(index(name));
    }

    List<String> names() {
        return columnNames().names();
    }

    ColumnNames columnNames() {
        return new ColumnNames(schema.getFields().stream().map(Field::getName).toList());
    }

    /** The position of a column. */
    int index(String name) {
        return columnNames().index(name);
    }

    @Override
    public List<ArrowTensor> tensors() {
        return IntStream.range(0, columns.size())
                .filter(index -> recognitions.get(index) instanceof Recognition.Tensor)
                .mapToObj(index -> tensor(index, (Recognition.Tensor) recognitions.get(index)))
                .toList();
    }

    @Override
    public ArrowTensor tensor(String column) {
        int index = index(column);
        if (recognitions.get(index) instanceof Recognition.NoTensor none) {
            throw new InvalidArgumentException(none.reason());
        }
        return tensor(index, (Recognition.Tensor) recognitions.get(index));
    }

    @Override
    public ArrowTensor companion(String column) {
        int index = index(column);
        Recognition recognition = Conventions.recogniseCompanion(columns.get(index), ColumnHints.NONE);
        boolean isNumber = columns.get(index).structure() instanceof Structure.Number;
        return isNumber && recognition instanceof Recognition.Tensor number ? tensor(index, number) : tensor(column);
    }

    private ArrowTensor tensor(int index, Recognition.Tensor tensor) {
        return new ArrowTensor(columns.get(index).name(), tensor.convention(), tensor.type(), tensor.listSizes());
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
        return IntStream.range(0, columns.size())
                .filter(index -> !text(index).equals(there.text(index)))
                .mapToObj(index -> "column %s is %s in %s, but %s in %s"
                        .formatted(names().get(index), text(index), file, there.text(index), there.file))
                .findFirst();
    }

    private String text(int index) {
        Field field = schema.getFields().get(index);
        String type = ArrowStructure.text(field) + (field.isNullable() ? "" : " not null");
        return recognitions.get(index) instanceof Recognition.Tensor tensor
                ? "%s: %s (%s)"
                        .formatted(type, tensor.type(), tensor.convention().name())
                : type;
    }

    @Override
    public Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints) {
        Map<String, ColumnHints> completed = new LinkedHashMap<>(hints);
        for (ArrowTensor tensor : tensors()) {
            Column column = column(tensor.name());
            boolean shownByRows = column.extension().isEmpty() && isNested(column);
            if (shownByRows || !column.firstRowListSizes().isEmpty()) {
                ColumnHints given = hints.getOrDefault(tensor.name(), ColumnHints.NONE);
                Optional<Shape> shape = Optional.of(tensor.type().logicalShape());
                completed.put(tensor.name(), new ColumnHints(shape, given.elementType(), given.layout()));
            }
        }
        return completed;
    }

    @Override
    public List<ColumnDescription> describe() {
        return IntStream.range(0, columns.size()).mapToObj(this::describe).toList();
    }

    private ColumnDescription describe(int index) {
        Field field = schema.getFields().get(index);
        ColumnSize size = sizes.get(index);
        return new ColumnDescription(
                field.getName(),
                ArrowStructure.text(field),
                field.isNullable(),
                recognitions.get(index),
                List.of(size.codec()),
                size.encodings(),
                size.storedBytes(),
                size.plainBytes());
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public OutputColumns pooled(List<PooledColumn> pooled) {
        return ArrowOutput.of(this, pooled);
    }
}
