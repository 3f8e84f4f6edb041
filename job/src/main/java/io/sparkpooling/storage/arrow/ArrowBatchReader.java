package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.ArrayTensors;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.TensorBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Reads record batches one after the other, each in steps of few rows. */
final class ArrowBatchReader implements BatchReader {
    private final String file;
    private final RecordLoader loader;
    private final Iterator<MessageBlock> blocks;
    private final List<ArrowTensor> tensors;
    private final List<ArrayTensors> values;
    private final int largestRows;
    private Optional<VectorSchemaRoot> records = Optional.empty();
    private Optional<ArrowBatch> batch = Optional.empty();
    private List<TensorReading> readings = List.of();
    private long firstRow;
    private int place;

    ArrowBatchReader(
            String file,
            RecordLoader loader,
            List<MessageBlock> blocks,
            long firstRow,
            List<ArrowTensor> tensors,
            int largestRows) {
        this.file = file;
        this.loader = loader;
        this.blocks = blocks.iterator();
        this.firstRow = firstRow;
        this.tensors = tensors;
        this.largestRows = largestRows;
        this.values = tensors.stream()
                .map(tensor -> new ArrayTensors(tensor.type(), largestRows))
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

    private void begin(VectorSchemaRoot rows) {
        List<TensorReading> columns = new ArrayList<>();
        tensors.forEach(tensor -> columns.add(new TensorReading(tensor, rows.getVector(tensor.name()))));
        readings = columns;
        place = 0;
    }

    private void read(VectorSchemaRoot rows) {
        int count = Math.min(largestRows, rows.getRowCount() - place);
        for (int index = 0; index < readings.size(); index++) {
            readings.get(index).read(place, count, values.get(index));
        }
        batch = Optional.of(
                new ArrowBatch(file, firstRow, count, place, List.copyOf(values), rows, loader.dictionaries()));
        place += count;
        firstRow += count;
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
