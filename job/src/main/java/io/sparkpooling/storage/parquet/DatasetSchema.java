package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.RowConvention;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.storage.ColumnNames;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The columns of a file, and which of them hold tensors: Parquet's schema, what {@code ARROW:schema} adds to it, and what the
 * user says. Element types are those of the stored numbers, since these are what will be read.
 */
public final class DatasetSchema implements DatasetColumns {
    private final FooterSchema footer;
    private final List<ColumnSize> sizes;
    private final List<Column> columns;
    private final List<Recognition> recognitions;

    private DatasetSchema(
            FooterSchema footer, List<ColumnSize> sizes, List<Column> columns, List<Recognition> recognitions) {
        this.footer = footer;
        this.sizes = sizes;
        this.columns = columns;
        this.recognitions = recognitions;
    }

    /**
     * The schema of a file. Reads rows only where the shape of nested lists is said nowhere else.
     *
     * @param hints what the user says, by column
     * @throws InvalidArgumentException if a hint names no column, or contradicts the file
     */
    public static DatasetSchema of(ParquetFile file, Map<String, ColumnHints> hints) throws IOException {
        return of(file, hints, Set.of(), Set.of());
    }

    /** The schema of a file for somebody who wants to know what it holds: looks at the first row of every column that needs it. */
    public static DatasetSchema inspect(ParquetFile file, Map<String, ColumnHints> hints) throws IOException {
        Set<String> all = file.schema().getFields().stream().map(Type::getName).collect(Collectors.toSet());
        return of(file, hints, Set.of(), all);
    }

    /**
     * The same, where operations read further columns beside those that they pool. Lists among these that do not state a shape
     * are vectors as long as the first row's, numbers are vectors of one: see {@link #companion}.
     *
     * @param companions the names of the further columns
     * @param named the names of the columns, besides those with hints, at whose first row to look where rows each say what they
     *     hold; others are not recognised then
     */
    public static DatasetSchema of(
            ParquetFile file, Map<String, ColumnHints> hints, Set<String> companions, Set<String> named)
            throws IOException {
        FooterSchema footer = FooterSchema.of(file.name(), file.schema(), file.keyValueMetadata());
        Set<String> looked = new HashSet<>(hints.keySet());
        looked.addAll(companions);
        looked.addAll(named);
        return of(footer, file.columnSizes(), hints, companions, new FirstRowLook() {
            @Override
            public List<Integer> listSizes(ColumnDescriptor leaf) throws IOException {
                return file.firstRowListSizes(leaf);
            }

            @Override
            public Optional<RowParts> parts(String column) throws IOException {
                return looked.contains(column) ? PartRows.first(file, column) : Optional.empty();
            }
        });
    }

    /** Looks at the first row of nested lists, or of a column whose rows each say what they hold. */
    @FunctionalInterface
    interface FirstRowLook {
        List<Integer> listSizes(ColumnDescriptor leaf) throws IOException;

        default Optional<RowParts> parts(String column) throws IOException {
            return Optional.empty();
        }
    }

    static DatasetSchema of(
            FooterSchema footer, List<ColumnSize> sizes, Map<String, ColumnHints> hints, FirstRowLook firstRow)
            throws IOException {
        return of(footer, sizes, hints, Set.of(), firstRow);
    }

    private static DatasetSchema of(
            FooterSchema footer,
            List<ColumnSize> sizes,
            Map<String, ColumnHints> hints,
            Set<String> companions,
            FirstRowLook firstRow)
            throws IOException {
        ColumnNames names = new ColumnNames(footer.names());
        names.requireKnown(hints.keySet());
        names.requireKnown(companions);
        List<Column> columns = new ArrayList<>();
        List<Recognition> recognitions = new ArrayList<>();
        for (int index = 0; index < footer.names().size(); index++) {
            Column column = footer.column(index);
            ColumnHints hint = hints.getOrDefault(column.name(), ColumnHints.NONE);
            if (isOfRows(column)) {
                column = column.withFirstRow(firstRow.parts(column.name()));
            }
            Recognition recognition = Conventions.recognise(column, hint);
            boolean vector = companions.contains(column.name()) && column.structure() instanceof Lists;
            if (recognition instanceof Recognition.NoTensor && (vector || isNested(column))) {
                column = column.withFirstRowListSizes(firstRow.listSizes(footer.leaf(index)));
                recognition =
                        vector ? Conventions.recogniseCompanion(column, hint) : Conventions.recognise(column, hint);
            }
            columns.add(column);
            recognitions.add(recognition);
        }
        return new DatasetSchema(footer, sizes, List.copyOf(columns), List.copyOf(recognitions));
    }

    /** Of bytes and structs only a row can show what they hold. */
    private static boolean isOfRows(Column column) {
        return column.structure() instanceof Structure.Bytes || column.structure() instanceof Structure.Fields;
    }

    boolean isOfRows(int index) {
        return isOfRows(columns.get(index));
    }

    private static boolean isNested(Column column) {
        return column.structure() instanceof Lists lists && lists.depth() > 1;
    }

    @Override
    public List<TensorColumn> tensors() {
        return IntStream.range(0, columns.size())
                .filter(index -> recognitions.get(index) instanceof Recognition.Tensor)
                .mapToObj(index -> tensorColumn(index, (Recognition.Tensor) recognitions.get(index)))
                .toList();
    }

    /**
     * The tensors of one column.
     *
     * @throws InvalidArgumentException if there is no such column, naming the nearest; or if it holds no tensors, with why
     */
    @Override
    public TensorColumn tensor(String column) {
        int index = index(column);
        if (recognitions.get(index) instanceof Recognition.NoTensor none) {
            throw new InvalidArgumentException(none.reason());
        }
        return tensorColumn(index, (Recognition.Tensor) recognitions.get(index));
    }

    /**
     * A column that an operation reads beside the one that it pools: tensors, or numbers as tensors of one element. A list
     * without a stated shape must have been named when the schema was made.
     *
     * @throws InvalidArgumentException if there is no such column, naming the nearest; or if it holds no numbers, with why
     */
    @Override
    public TensorColumn companion(String column) {
        int index = index(column);
        Recognition recognition = Conventions.recogniseCompanion(columns.get(index), ColumnHints.NONE);
        boolean isNumber = columns.get(index).structure() instanceof Structure.Number;
        return isNumber && recognition instanceof Recognition.Tensor number
                ? tensorColumn(index, number)
                : tensor(column);
    }

    private TensorColumn tensorColumn(int index, Recognition.Tensor tensor) {
        Column column = columns.get(index);
        Optional<RowForm> form = tensor.convention() instanceof RowConvention rows
                ? Optional.of(rows.form(column, tensor.type()))
                : Optional.empty();
        return new TensorColumn(
                column.name(), tensor.convention(), tensor.type(), tensor.listSizes(), footer.leaf(index), form);
    }

    /**
     * One sentence that names the first difference; empty if files of both schemas may be parts of one dataset. Nested lists
     * whose file has no row to show their shape agree with every shape: see {@link #withShapes}.
     */
    @Override
    public Optional<String> differenceFrom(DatasetColumns other) {
        return other instanceof DatasetSchema schema
                ? SchemaDifference.first(this, schema)
                : Optional.of("it is Parquet, the others are not");
    }

    @Override
    public OutputSchema pooled(List<PooledColumn> pooled) {
        return OutputSchema.of(this, pooled);
    }

    /**
     * {@code hints} with the shape of each column that only a row of this file shows, for the other files of its dataset: there
     * may be one without such a row, and each is held to this file's.
     */
    @Override
    public Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints) {
        Map<String, ColumnHints> completed = new LinkedHashMap<>(hints);
        for (TensorColumn tensor : tensors()) {
            if (isShownByRows(index(tensor.name()))) {
                ColumnHints given = hints.getOrDefault(tensor.name(), ColumnHints.NONE);
                Optional<Shape> shape = Optional.of(tensor.type().logicalShape());
                Optional<ElementType> elementType =
                        tensor.isOfRows() ? Optional.of(tensor.type().elementType()) : given.elementType();
                completed.put(tensor.name(), new ColumnHints(shape, elementType, given.layout()));
            }
        }
        return completed;
    }

    @Override
    public List<ColumnDescription> describe() {
        return IntStream.range(0, columns.size()).mapToObj(this::describe).toList();
    }

    private ColumnDescription describe(int index) {
        Type type = footer.type(index);
        List<ColumnSize> leaves = sizes.stream()
                .filter(size ->
                        size.path().equals(type.getName()) || size.path().startsWith(type.getName() + "."))
                .toList();
        return new ColumnDescription(
                type.getName(),
                ParquetTypeText.of(type),
                type.isRepetition(Repetition.OPTIONAL),
                recognitions.get(index),
                leaves.stream().map(ColumnSize::codec).distinct().toList(),
                leaves.stream()
                        .flatMap(size -> size.encodings().stream())
                        .distinct()
                        .toList(),
                leaves.stream().mapToLong(ColumnSize::storedBytes).sum(),
                leaves.stream().mapToLong(ColumnSize::plainBytes).sum());
    }

    @Override
    public List<String> notes() {
        return footer.notes();
    }

    FooterSchema footer() {
        return footer;
    }

    /** How messages call the file. */
    String file() {
        return footer.file();
    }

    MessageType messageType() {
        return footer.messageType();
    }

    /** The names of the top-level columns, in the file's order. */
    List<String> names() {
        return footer.names();
    }

    ColumnNames columnNames() {
        return new ColumnNames(names());
    }

    /** The position of a column. */
    int index(String column) {
        return columnNames().index(column);
    }

    /** Whether a column holds plain lists of lists, whose shape only rows can show. */
    boolean isNested(int index) {
        return columns.get(index).extension().isEmpty() && isNested(columns.get(index));
    }

    private boolean isShownByRows(int index) {
        return isNested(index)
                || isOfRows(index)
                || !columns.get(index).firstRowListSizes().isEmpty();
    }

    Column column(int index) {
        return columns.get(index);
    }

    Recognition recognition(int index) {
        return recognitions.get(index);
    }
}
