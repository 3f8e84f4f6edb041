package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.RowTensors;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Reads record batches one after the other, each in steps of few rows. */
final class ArrowBatchReader implements BatchReader {
    private final String file;
    private final RecordLoader loader;
    private final Iterator<MessageBlock> blocks;
    private final List<ArrowTensor> tensors;
    private final List<TensorValues> values;
    private final int largestRows;
    private final long batchBytes;
    private Optional<VectorSchemaRoot> records = Optional.empty();
    private Optional<ArrowBatch> batch = Optional.empty();
    private List<OfOneType> arrays = List.of();
    private List<OfRows> rowColumns = List.of();
    private long firstRow;
    private int place;

    ArrowBatchReader(
            String file,
            RecordLoader loader,
            List<MessageBlock> blocks,
            long firstRow,
            List<ArrowTensor> tensors,
            int largestRows,
            long batchBytes) {
        this.file = file;
        this.loader = loader;
        this.blocks = blocks.iterator();
        this.firstRow = firstRow;
        this.tensors = tensors;
        this.largestRows = largestRows;
        this.batchBytes = batchBytes;
        this.values = tensors.stream()
                .<TensorValues>map(tensor ->
                        tensor.isOfRows() ? new RowTensors(tensor) : new ArrayTensors(tensor.type(), largestRows))
                .toList();
    }

    @Override
    public boolean advance() throws IOException {
        while (records.isEmpty() || place == records.get().getRowCount()) {
            release();
            if (!blocks.hasNext()) {
                return false;
            }
            records = loader.load(blocks.next());
            records.ifPresent(this::begin);
        }
        read(records.get());
        return true;
    }

    /** A column of tensors that are all of one type. */
    private record OfOneType(TensorReading source, ArrayTensors values) {}

    /** A column of rows that each say what they hold. */
    private record OfRows(VectorParts source, RowTensors values) {}

    private void begin(VectorSchemaRoot loaded) {
        List<OfOneType> ofOneType = new ArrayList<>();
        List<OfRows> ofRows = new ArrayList<>();
        for (int index = 0; index < tensors.size(); index++) {
            FieldVector column = loaded.getVector(tensors.get(index).name());
            if (values.get(index) instanceof RowTensors own) {
                ofRows.add(new OfRows(new VectorParts(file, column), own));
            } else {
                ofOneType.add(
                        new OfOneType(new TensorReading(tensors.get(index), column), (ArrayTensors) values.get(index)));
            }
        }
        arrays = ofOneType;
        rowColumns = ofRows;
        place = 0;
    }

    private void read(VectorSchemaRoot loaded) throws IOException {
        int count = readRows(Math.min(largestRows, loaded.getRowCount() - place));
        for (OfOneType column : arrays) {
            column.source().read(place, count, column.values());
        }
        batch = Optional.of(
                new ArrowBatch(file, firstRow, count, place, List.copyOf(values), loaded, loader.dictionaries()));
        place += count;
        firstRow += count;
    }

    /** Reads rows that each say what they hold until they take the bytes of a batch; gives how many, at least one. */
    private int readRows(int most) throws IOException {
        if (rowColumns.isEmpty()) {
            return most;
        }
        rowColumns.forEach(column -> column.values().begin());
        long bytes = 0;
        int count = 0;
        while (count < most && bytes < batchBytes) {
            for (OfRows column : rowColumns) {
                bytes += column.values().add(column.source().row(place + count));
            }
            count++;
        }
        return count;
    }

    private void release() {
        batch = Optional.empty();
        records.ifPresent(VectorSchemaRoot::close);
        records = Optional.empty();
    }

    @Override
    public TensorBatch batch() {
        return batch.orElseThrow(() -> new IllegalStateException("no batch: advance first"));
    }

    @Override
    public void close() {
        release();
        loader.close();
    }
}
