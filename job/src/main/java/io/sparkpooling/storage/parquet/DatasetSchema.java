package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The columns of a file, and which of them hold tensors: Parquet's schema, what {@code ARROW:schema} adds to it, and what the
 * user says. Element types are those of the stored numbers, since these are what will be read.
 */
public final class DatasetSchema {
    private final String file;
    private final MessageType messageType;
    private final Map<String, String> keyValueMetadata;
    private final List<ColumnSize> sizes;
    private final Optional<Schema> arrowSchema;
    private final List<String> notes;
    private final List<Column> columns;
    private final List<Recognition> recognitions;

    private DatasetSchema(
            String file,
            MessageType messageType,
            Map<String, String> keyValueMetadata,
            List<ColumnSize> sizes,
            Map<String, ColumnHints> hints,
            Function<ColumnDescriptor, List<Integer>> firstRowListSizes) {
        this.file = file;
        this.messageType = messageType;
        this.keyValueMetadata = keyValueMetadata;
        this.sizes = sizes;
        this.notes = new ArrayList<>();
        this.arrowSchema = readArrowSchema();
        requireKnown(hints);
        this.columns = IntStream.range(0, messageType.getFieldCount())
                .mapToObj(index -> column(index, hints, firstRowListSizes))
                .toList();
        this.recognitions = columns.stream()
                .map(column -> Conventions.recognise(column, hints.getOrDefault(column.name(), ColumnHints.NONE)))
                .toList();
    }

    /**
     * The schema of a file.
     *
     * @param hints what the user says, by column
     * @throws InvalidArgumentException if a hint names no column, or contradicts the file
     */
    public static DatasetSchema of(ParquetFile file, Map<String, ColumnHints> hints) {
        return new DatasetSchema(
                file.name(), file.schema(), file.keyValueMetadata(), file.columnSizes(), hints, leaf -> List.of());
    }

    /**
     * The schema of a footer.
     *
     * @param file the file's name in messages
     * @param firstRowListSizes the list lengths of the first row that is not null, of a column of nested lists
     * @throws InvalidArgumentException if a hint names no column, or contradicts the file
     */
    static DatasetSchema of(
            String file,
            MessageType messageType,
            Map<String, String> keyValueMetadata,
            Map<String, ColumnHints> hints,
            Function<ColumnDescriptor, List<Integer>> firstRowListSizes) {
        return new DatasetSchema(file, messageType, keyValueMetadata, List.of(), hints, firstRowListSizes);
    }

    private Optional<Schema> readArrowSchema() {
        String stored = keyValueMetadata.get(ArrowSchema.KEY);
        if (stored == null) {
            return Optional.empty();
        }
        try {
            Schema schema = ArrowSchema.parse(stored);
            List<String> arrowNames =
                    schema.getFields().stream().map(Field::getName).toList();
            if (arrowNames.equals(names())) {
                return Optional.of(schema);
            }
            notes.add("ARROW:schema is ignored: it describes other columns than the file has");
        } catch (InvalidArgumentException unreadable) {
            notes.add("ARROW:schema is ignored: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    private void requireKnown(Map<String, ColumnHints> hints) {
        for (String name : hints.keySet()) {
            if (!names().contains(name)) {
                throw UnknownName.of("column", name, names());
            }
        }
    }

    private Column column(
            int index, Map<String, ColumnHints> hints, Function<ColumnDescriptor, List<Integer>> firstRow) {
        Type type = messageType.getType(index);
        Optional<Field> field = arrowSchema.map(schema -> schema.getFields().get(index));
        Structure stored = ParquetStructure.of(type);
        Structure structure = stored instanceof Lists lists
                ? field.map(found -> ArrowField.withFixedSizes(lists, found)).orElse(lists)
                : stored;
        boolean shapeKnown = Optional.ofNullable(hints.get(type.getName()))
                .flatMap(ColumnHints::shape)
                .isPresent();
        boolean look = structure instanceof Lists lists && lists.depth() > 1 && !shapeKnown;
        return new Column(
                type.getName(),
                structure,
                field.flatMap(ArrowField::extension),
                look ? firstRow.apply(leaf(type)) : List.of());
    }

    private ColumnDescriptor leaf(Type type) {
        return messageType.getColumnDescription(ParquetStructure.leafPath(type));
    }

    /** Every column that is recognisably a tensor, in the file's order. */
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
    public TensorColumn tensor(String column) {
        int index = index(column);
        if (recognitions.get(index) instanceof Recognition.NoTensor none) {
            throw new InvalidArgumentException(none.reason());
        }
        return tensorColumn(index, (Recognition.Tensor) recognitions.get(index));
    }

    private TensorColumn tensorColumn(int index, Recognition.Tensor tensor) {
        Type type = messageType.getType(index);
        return new TensorColumn(type.getName(), tensor.convention(), tensor.type(), tensor.listSizes(), leaf(type));
    }

    /** One sentence that names the first difference; empty if files of both schemas may be parts of one dataset. */
    public Optional<String> differenceFrom(DatasetSchema other) {
        return SchemaDifference.first(this, other);
    }

    /** What there is to say about each top-level column, in the file's order. */
    public List<ColumnDescription> describe() {
        return IntStream.range(0, columns.size()).mapToObj(this::describe).toList();
    }

    private ColumnDescription describe(int index) {
        Type type = messageType.getType(index);
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

    /** What of the file's metadata could not be used, in plain words. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** How messages call the file. */
    String file() {
        return file;
    }

    MessageType messageType() {
        return messageType;
    }

    Map<String, String> keyValueMetadata() {
        return keyValueMetadata;
    }

    Optional<Schema> arrowSchema() {
        return arrowSchema;
    }

    /** The names of the top-level columns, in the file's order. */
    List<String> names() {
        return messageType.getFields().stream().map(Type::getName).toList();
    }

    /** The position of a column. */
    int index(String column) {
        int first = names().indexOf(column);
        if (first < 0) {
            throw UnknownName.of("column", column, names());
        }
        if (first != names().lastIndexOf(column)) {
            throw new InvalidArgumentException(
                    "Cannot read column %s: the file has two of that name".formatted(column));
        }
        return first;
    }

    Column column(int index) {
        return columns.get(index);
    }

    Recognition recognition(int index) {
        return recognitions.get(index);
    }
}
