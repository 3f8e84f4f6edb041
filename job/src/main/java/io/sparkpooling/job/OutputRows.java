package io.sparkpooling.job;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pooled tensors in one file of an output, row after row; ranges without a row that is asked for are not read. */
final class OutputRows implements Closeable {
    private final DatasetFile file;
    private final List<StoredTensor> tensors;
    private int nextRange;
    private Optional<BatchReader> reader = Optional.empty();

    /**
     * @param columns the expressions that wrote the file, bound to its input
     * @param hints what the run knew of the input's columns
     */
    OutputRows(DatasetFile file, List<PlannedColumn> columns, Map<String, ColumnHints> hints) throws IOException {
        this.file = file;
        this.tensors = tensors(file, columns, hints);
    }

    private static List<StoredTensor> tensors(
            DatasetFile file, List<PlannedColumn> columns, Map<String, ColumnHints> hints) throws IOException {
        Map<String, ColumnHints> own = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (PlannedColumn column : columns) {
            for (Output output : column.pooling().outputs()) {
                String name = column.expression().column(output);
                names.add(name);
                Optional.ofNullable(hints.get(column.source().name()))
                        .ifPresent(hint -> own.put(name, ofOutput(hint, output)));
            }
        }
        DatasetColumns schema = file.columns(own, Set.of(), Set.copyOf(names));
        return names.stream().<StoredTensor>map(schema::companion).toList();
    }

    /** Where a column does not say what it holds, what was said of its source is said of it, with the type that it has now. */
    private static ColumnHints ofOutput(ColumnHints source, Output output) {
        return new ColumnHints(
                source.shape().map(any -> output.type().logicalShape()),
                source.elementType().map(any -> output.type().elementType()),
                List.of());
    }

    /** The batch that holds a row; rows are asked for in ascending order. */
    TensorBatch at(long row) throws IOException {
        while (reader.isEmpty() || !holds(row)) {
            if (reader.isEmpty() || !reader.get().advance()) {
                openRangeOf(row);
            }
        }
        return reader.get().batch();
    }

    private boolean holds(long row) {
        TensorBatch batch = reader.orElseThrow().batch();
        return row >= batch.firstRow() && row < batch.firstRow() + batch.rows();
    }

    private void openRangeOf(long row) throws IOException {
        close();
        List<RowRange> ranges = file.ranges();
        while (nextRange < ranges.size()
                && ranges.get(nextRange).firstRow() + ranges.get(nextRange).rows() <= row) {
            nextRange++;
        }
        if (nextRange == ranges.size()) {
            throw new IOException("Cannot read row %d of %s: it has %d rows".formatted(row, file.name(), file.rows()));
        }
        BatchReader opened = file.read(nextRange++, 1, tensors, TaskSpec.BATCH_BYTES);
        reader = Optional.of(opened);
        if (!opened.advance()) {
            throw new IOException("Cannot read row %d of %s: its row group is empty".formatted(row, file.name()));
        }
    }

    /** The names of the columns, in the order of the expressions' outputs. */
    List<String> names() {
        return tensors.stream().map(StoredTensor::name).toList();
    }

    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
            reader = Optional.empty();
        }
    }
}
