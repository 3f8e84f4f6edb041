package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.storage.ColumnNames;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.RecognisedColumns;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The columns of a file, and which of them hold tensors: Parquet's schema, what {@code ARROW:schema} adds to it, and what the
 * user says. Element types are those of the stored numbers, since these are what will be read.
 */
public final class DatasetSchema implements DatasetColumns {
    /** The footer's key of the version that wrote a file. */
    public static final String VERSION_KEY = RowGroupFile.VERSION_KEY;

    private final FooterSchema footer;
    private final List<ColumnSize> sizes;
    private final RecognisedColumns columns;

    private DatasetSchema(FooterSchema footer, List<ColumnSize> sizes, RecognisedColumns columns) {
        this.footer = footer;
        this.sizes = sizes;
        this.columns = columns;
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
        return of(footer, file.columnSizes(), hints, companions, new RecognisedColumns.FirstRowLook() {
            @Override
            public List<Integer> listSizes(int column) throws IOException {
                return file.firstRowListSizes(footer.leaf(column));
            }

            @Override
            public Optional<RowParts> parts(int column) throws IOException {
                String name = footer.names().get(column);
                return looked.contains(name) ? PartRows.first(file, name) : Optional.empty();
            }
        });
    }

    /** The schema of a file of which there is only the footer: no row is looked at. */
    static DatasetSchema ofFooter(FooterSchema footer, Map<String, ColumnHints> hints) throws IOException {
        return of(footer, List.of(), hints, Set.of(), new RecognisedColumns.FirstRowLook() {
            @Override
            public List<Integer> listSizes(int column) {
                return List.of();
            }

            @Override
            public Optional<RowParts> parts(int column) {
                return Optional.empty();
            }
        });
    }

    private static DatasetSchema of(
            FooterSchema footer,
            List<ColumnSize> sizes,
            Map<String, ColumnHints> hints,
            Set<String> companions,
            RecognisedColumns.FirstRowLook look)
            throws IOException {
        List<Column> stored = IntStream.range(0, footer.names().size())
                .mapToObj(footer::column)
                .toList();
        return new DatasetSchema(footer, sizes, RecognisedColumns.of(stored, hints, companions, look));
    }

    @Override
    public List<TensorColumn> tensors() {
        return columns.tensors().stream().map(this::tensorColumn).toList();
    }

    @Override
    public TensorColumn tensor(String column) {
        return tensorColumn(columns.tensor(column));
    }

    @Override
    public TensorColumn companion(String column) {
        return tensorColumn(columns.companion(column));
    }

    private TensorColumn tensorColumn(RecognisedColumns.Found found) {
        Recognition.Tensor tensor = found.tensor();
        return new TensorColumn(
                found.column().name(),
                tensor.convention(),
                tensor.type(),
                tensor.listSizes(),
                footer.leaf(found.index()),
                found.form());
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

    @Override
    public Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints) {
        return columns.withShapes(hints);
    }

    @Override
    public List<ColumnDescription> describe() {
        return IntStream.range(0, names().size()).mapToObj(this::describe).toList();
    }

    private ColumnDescription describe(int index) {
        Type type = footer.type(index);
        List<ColumnSize> leaves = sizes.stream()
                .filter(size ->
                        size.path().equals(type.getName()) || size.path().startsWith(type.getName() + "."))
                .toList();
        return new ColumnDescription(
                type.getName(),
                typeText(index),
                type.isRepetition(Repetition.OPTIONAL),
                columns.recognition(index),
                leaves.stream().map(ColumnSize::codec).distinct().toList(),
                leaves.stream()
                        .flatMap(size -> size.encodings().stream())
                        .distinct()
                        .toList(),
                leaves.stream().mapToLong(ColumnSize::storedBytes).sum(),
                leaves.stream().mapToLong(ColumnSize::plainBytes).sum());
    }

    /** Parquet has no word for bfloat16, the file has. */
    private String typeText(int index) {
        return columns.column(index).structure() instanceof Structure.Lists lists
                        && lists.elementType() == ElementType.BFLOAT16
                ? lists.toString()
                : ParquetTypeText.of(footer.type(index));
    }

    @Override
    public List<String> notes() {
        return footer.notes();
    }

    /** The same columns, found in another format, as a Parquet file would have them. */
    public static DatasetSchema converted(
            String file, MessageType columns, Map<String, String> keyValueMetadata, RecognisedColumns found) {
        FooterSchema footer = FooterSchema.of(file, columns, keyValueMetadata);
        List<Structure> structures = IntStream.range(0, footer.names().size())
                .mapToObj(index -> footer.column(index).structure())
                .toList();
        return new DatasetSchema(footer, List.of(), found.withStructures(structures));
    }

    /** What conventions make of the columns. */
    public RecognisedColumns recognised() {
        return columns;
    }

    /** The field that {@code ARROW:schema} states of a column. */
    public Optional<Field> arrowField(int index) {
        return footer.arrowSchema().map(schema -> schema.getFields().get(index));
    }

    FooterSchema footer() {
        return footer;
    }

    /** How messages call the file. */
    String file() {
        return footer.file();
    }

    /** Parquet's schema. */
    public MessageType messageType() {
        return footer.messageType();
    }

    /** The names of the top-level columns, in the file's order. */
    List<String> names() {
        return footer.names();
    }

    ColumnNames columnNames() {
        return columns.names();
    }

    /** The position of a column. */
    int index(String column) {
        return columnNames().index(column);
    }

    /** Whether only rows of a column can show what it holds. */
    boolean isOpen(int index) {
        return columns.isNested(index) || columns.isOfRows(index);
    }

    Column column(int index) {
        return columns.column(index);
    }

    Recognition recognition(int index) {
        return columns.recognition(index);
    }
}
