package io.sparkpooling.storage;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.RowConvention;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
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

/**
 * The columns of a file of any format as conventions see them, and what each was taken for. A format says how its columns are
 * built and how to look at a row; which rows to look at, and what follows, is decided here once for all of them.
 */
public final class RecognisedColumns {
    private final List<Column> columns;
    private final List<Recognition> recognitions;

    /** Looks at the first row of a column that shows what its rows hold. */
    public interface FirstRowLook {
        /** The lengths of the lists of the first row that has any, outermost first; none if no row has. */
        List<Integer> listSizes(int column) throws IOException;

        /** The parts of the first row that is not null, if there is one and somebody wants to know. */
        Optional<RowParts> parts(int column) throws IOException;
    }

    /** A column that holds tensors. */
    public record Found(int index, Column column, Recognition.Tensor tensor) {

        /** How to read a row, where each says what it holds. */
        public Optional<RowForm> form() {
            return tensor.convention() instanceof RowConvention rows
                    ? Optional.of(rows.form(column, tensor.type()))
                    : Optional.empty();
        }
    }

    private RecognisedColumns(List<Column> columns, List<Recognition> recognitions) {
        this.columns = List.copyOf(columns);
        this.recognitions = List.copyOf(recognitions);
    }

    /**
     * Recognises columns.
     *
     * @param stored the columns without a look at their rows, in the file's order
     * @param companions the names of those that operations read beside those that they pool: lists among these that do not
     *     state a shape are vectors as long as the first row's
     * @throws InvalidArgumentException if a hint or a companion names no column, or a hint contradicts the file
     */
    public static RecognisedColumns of(
            List<Column> stored, Map<String, ColumnHints> hints, Set<String> companions, FirstRowLook look)
            throws IOException {
        ColumnNames names = new ColumnNames(stored.stream().map(Column::name).toList());
        names.requireKnown(hints.keySet());
        names.requireKnown(companions);
        List<Column> columns = new ArrayList<>();
        List<Recognition> recognitions = new ArrayList<>();
        for (int index = 0; index < stored.size(); index++) {
            Column column = stored.get(index);
            ColumnHints hint = hints.getOrDefault(column.name(), ColumnHints.NONE);
            if (isOfRows(column)) {
                column = column.withFirstRow(look.parts(index));
            }
            Recognition recognition = Conventions.recognise(column, hint);
            boolean vector = companions.contains(column.name()) && column.structure() instanceof Lists;
            if (recognition instanceof Recognition.NoTensor && (vector || hasListsOfLists(column))) {
                column = column.withFirstRowListSizes(look.listSizes(index));
                recognition =
                        vector ? Conventions.recogniseCompanion(column, hint) : Conventions.recognise(column, hint);
            }
            columns.add(column);
            recognitions.add(recognition);
        }
        return new RecognisedColumns(columns, recognitions);
    }

    /** Of bytes and structs only a row can show what they hold. */
    private static boolean isOfRows(Column column) {
        return column.structure() instanceof Structure.Bytes || column.structure() instanceof Structure.Fields;
    }

    private static boolean hasListsOfLists(Column column) {
        return column.structure() instanceof Lists lists && lists.depth() > 1;
    }

    /** The same columns, built in another way: as another format stores them. */
    public RecognisedColumns withStructures(List<Structure> structures) {
        List<Column> converted = IntStream.range(0, columns.size())
                .mapToObj(index -> columns.get(index).withStructure(structures.get(index)))
                .toList();
        return new RecognisedColumns(converted, recognitions);
    }

    /** The names of all columns. */
    public ColumnNames names() {
        return new ColumnNames(columns.stream().map(Column::name).toList());
    }

    /** A column after the look at its rows. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** What became of the attempt to take a column for a tensor. */
    public Recognition recognition(int index) {
        return recognitions.get(index);
    }

    /** Whether a column holds bytes or structs. */
    public boolean isOfRows(int index) {
        return isOfRows(columns.get(index));
    }

    /** Whether a column holds plain lists of lists, whose shape only rows can show. */
    public boolean isNested(int index) {
        return columns.get(index).extension().isEmpty() && hasListsOfLists(columns.get(index));
    }

    /** The columns that hold tensors, in the file's order. */
    public List<Found> tensors() {
        return IntStream.range(0, columns.size())
                .filter(index -> recognitions.get(index) instanceof Recognition.Tensor)
                .mapToObj(this::found)
                .toList();
    }

    private Found found(int index) {
        return new Found(index, columns.get(index), (Recognition.Tensor) recognitions.get(index));
    }

    /**
     * The tensors of one column.
     *
     * @throws InvalidArgumentException if there is no such column, naming the nearest; or if it holds no tensors, with why
     */
    public Found tensor(String column) {
        int index = names().index(column);
        if (recognitions.get(index) instanceof Recognition.NoTensor none) {
            throw new InvalidArgumentException(none.reason());
        }
        return found(index);
    }

    /**
     * A column that an operation reads beside the one that it pools: tensors, or numbers as tensors of one element.
     *
     * @throws InvalidArgumentException if there is no such column, naming the nearest; or if it holds no numbers, with why
     */
    public Found companion(String column) {
        int index = names().index(column);
        Column stored = columns.get(index);
        boolean isNumber = stored.structure() instanceof Structure.Number;
        return isNumber && Conventions.recogniseCompanion(stored, ColumnHints.NONE) instanceof Recognition.Tensor number
                ? new Found(index, stored, number)
                : tensor(column);
    }

    /**
     * {@code hints} with the shape of each column that only a row of this file shows, for the other files of its dataset: there
     * may be one without such a row, and each is held to this file's.
     */
    public Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints) {
        Map<String, ColumnHints> completed = new LinkedHashMap<>(hints);
        for (Found found : tensors()) {
            if (isShownByRows(found.index())) {
                String name = found.column().name();
                ColumnHints given = hints.getOrDefault(name, ColumnHints.NONE);
                Optional<Shape> shape = Optional.of(found.tensor().type().logicalShape());
                Optional<ElementType> elementType = isOfRows(found.index())
                        ? Optional.of(found.tensor().type().elementType())
                        : given.elementType();
                completed.put(name, new ColumnHints(shape, elementType, given.layout()));
            }
        }
        return completed;
    }

    private boolean isShownByRows(int index) {
        return isNested(index)
                || isOfRows(index)
                || !columns.get(index).firstRowListSizes().isEmpty();
    }
}
