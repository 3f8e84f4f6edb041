package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.BatchSize;
import io.sparkpooling.storage.RowTensors;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.parquet.ParquetFile.RowGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Reads some row groups of a file, batch after batch: the tensors of the columns that are asked for, in lockstep, and beside
 * them the pages of all columns. Memory is bounded by the bytes of a batch and of one page for each column, never by the size
 * of a row group. Not thread-safe.
 */
public final class ParquetBatchReader implements BatchReader {
    private final ParquetFile file;
    private final Iterator<RowGroup> groups;
    private final List<TensorColumn> tensors;
    private final int largestRows;
    private final long batchBytes;
    private final List<LevelPattern> patterns;
    private final List<TensorValues> values;
    private final ReadCounters counters = new ReadCounters();
    private final PageDecompressor decompressor = new PageDecompressor();
    private Optional<OpenGroup> open = Optional.empty();
    private Optional<RowBatch> batch = Optional.empty();
    private long rowsRead;

    private record OpenGroup(RowGroup group, RowGroupPages pages, List<TensorReading> columns) {}

    /** One column in one row group. */
    private sealed interface TensorReading permits OfOneType, OfRows {}

    /** Of tensors that are all of one type. */
    private record OfOneType(ColumnRows source, ArrayTensors values) implements TensorReading {}

    /** Of rows that each say what they hold. */
    private record OfRows(PartRows source, RowTensors values) implements TensorReading {}

    private ParquetBatchReader(
            ParquetFile file, List<RowGroup> groups, List<TensorColumn> tensors, int largestRows, long batchBytes) {
        this.file = file;
        this.groups = groups.iterator();
        this.tensors = tensors;
        this.largestRows = largestRows;
        this.batchBytes = batchBytes;
        this.patterns = tensors.stream()
                .map(column -> LevelPattern.ofRow(column.listSizes()))
                .toList();
        this.values = tensors.stream()
                .<TensorValues>map(column ->
                        column.isOfRows() ? new RowTensors(column) : new ArrayTensors(column.type(), largestRows))
                .toList();
    }

    /**
     * Opens a reader, which does not own the file.
     *
     * @param batchBytes the most that the tensors of a batch take, unless a single row takes more
     * @throws UnreadableFileException if the file has no such column
     * @throws io.sparkpooling.tensor.InvalidArgumentException if a column does not hold what its tensor type says
     */
    public static ParquetBatchReader open(
            ParquetFile file, int firstRowGroup, int rowGroupCount, List<TensorColumn> tensors, long batchBytes)
            throws IOException {
        List<RowGroup> groups = file.rowGroups().subList(firstRowGroup, firstRowGroup + rowGroupCount).stream()
                .filter(group -> group.rows() > 0)
                .toList();
        List<TensorColumn> columns = new ArrayList<>();
        for (TensorColumn column : tensors) {
            requireConsistent(column);
            columns.add(inFile(file, column));
        }
        BatchSize.requireOneFits(file.name(), tensors);
        return new ParquetBatchReader(
                file,
                groups,
                List.copyOf(columns),
                BatchSize.rows(groups.stream().map(RowGroup::range).toList(), tensors, batchBytes),
                batchBytes);
    }

    private static void requireConsistent(TensorColumn column) {
        if (column.isOfRows()) {
            return;
        }
        LeafType.of(column.leaf(), column.type().elementType());
        int elements = column.listSizes().stream().reduce(1, Math::multiplyExact);
        if (elements != column.type().shape().elementCount()
                || column.listSizes().size() != column.leaf().getMaxRepetitionLevel()) {
            throw new IllegalArgumentException(
                    "lists of %s in %s for %s".formatted(column.listSizes(), column.leaf(), column.type()));
        }
    }

    /** The column may have been found in another file of the same dataset; what may differ is what is optional. */
    private static TensorColumn inFile(ParquetFile file, TensorColumn column) throws UnreadableFileException {
        ColumnDescriptor wanted = column.leaf();
        for (ColumnDescriptor leaf : file.schema().getColumns()) {
            PrimitiveType type = leaf.getPrimitiveType();
            if (Arrays.equals(leaf.getPath(), wanted.getPath())
                    && leaf.getMaxRepetitionLevel() == wanted.getMaxRepetitionLevel()
                    && type.getPrimitiveTypeName() == wanted.getPrimitiveType().getPrimitiveTypeName()
                    && type.getTypeLength() == wanted.getPrimitiveType().getTypeLength()) {
                return new TensorColumn(
                        column.name(), column.convention(), column.type(), column.listSizes(), leaf, column.form());
            }
        }
        throw new UnreadableFileException(
                "[%s, column %s] Cannot read tensors: the file has no column %s with %d levels of lists of %s"
                        .formatted(
                                file.name(),
                                column.name(),
                                String.join(".", wanted.getPath()),
                                wanted.getMaxRepetitionLevel(),
                                wanted.getPrimitiveType().getPrimitiveTypeName()));
    }

    @Override
    public boolean advance() throws IOException {
        while (open.isEmpty() || rowsRead == open.get().group().rows()) {
            if (!groups.hasNext()) {
                batch = Optional.empty();
                return false;
            }
            // what the row group before holds must be free before the next takes as much
            open = Optional.empty();
            batch = Optional.empty();
            open = Optional.of(open(groups.next()));
            rowsRead = 0;
        }
        read(open.get());
        return true;
    }

    private OpenGroup open(RowGroup group) throws IOException {
        RowGroupPages pages = new RowGroupPages(file, group, decompressor);
        List<TensorReading> columns = new ArrayList<>();
        for (int index = 0; index < tensors.size(); index++) {
            columns.add(open(group, pages, index));
        }
        return new OpenGroup(group, pages, columns);
    }

    private TensorReading open(RowGroup group, RowGroupPages pages, int index) throws IOException {
        TensorColumn column = tensors.get(index);
        return values.get(index) instanceof RowTensors rows
                ? new OfRows(PartRows.open(file.name(), group.firstRow(), pages, file.schema(), column.name()), rows)
                : new OfOneType(
                        new ColumnRows(file, group.index(), column, patterns.get(index), decompressor, counters),
                        (ArrayTensors) values.get(index));
    }

    private void read(OpenGroup current) throws IOException {
        RowGroup group = current.group();
        int rows = readRows(current, (int) Math.min(largestRows, group.rows() - rowsRead));
        for (TensorReading column : current.columns()) {
            if (column instanceof OfOneType arrays) {
                arrays.values().begin(rows);
                arrays.source().read(arrays.values(), rows);
            }
        }
        batch = Optional.of(new RowBatch(file.name(), group.firstRow() + rowsRead, rows, values, current.pages()));
        rowsRead += rows;
        if (rowsRead == group.rows()) {
            for (TensorReading column : current.columns()) {
                if (column instanceof OfOneType arrays) {
                    arrays.source().requireEnd();
                }
            }
        }
    }

    /** Reads rows that each say what they hold until they take the bytes of a batch; gives how many, at least one. */
    private int readRows(OpenGroup current, int most) throws IOException {
        List<OfRows> columns = current.columns().stream()
                .filter(OfRows.class::isInstance)
                .map(OfRows.class::cast)
                .toList();
        if (columns.isEmpty()) {
            return most;
        }
        columns.forEach(column -> column.values().begin());
        long bytes = 0;
        int rows = 0;
        while (rows < most && bytes < batchBytes) {
            for (OfRows column : columns) {
                bytes += column.values().add(column.source().next());
            }
            rows++;
        }
        return rows;
    }

    @Override
    public RowBatch batch() {
        return batch.orElseThrow(() -> new IllegalStateException("no batch: advance first"));
    }

    /** How the pages were read so far. */
    ReadCounters counters() {
        return counters;
    }

    /** Frees what decompressing holds; pages of a row group cannot be read afterwards. */
    @Override
    public void close() {
        decompressor.close();
    }
}
