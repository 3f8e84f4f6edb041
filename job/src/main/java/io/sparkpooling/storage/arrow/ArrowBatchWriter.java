package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Writes one record batch for each of the input's, without the rows that are rejected: the file is a function of the input's
 * record batches alone, whatever steps the rows come in.
 */
public final class ArrowBatchWriter implements BatchWriter {
    private final ArrowOutput output;
    private final BufferAllocator allocator;
    private final RecordFile data;
    private final RejectFile rejects;
    private Optional<Pending> pending = Optional.empty();

    /** What has been gathered of the present record batch. */
    private record Pending(List<PooledVector> pooled, RowRuns kept) implements AutoCloseable {
        @Override
        public void close() {
            pooled.forEach(PooledVector::close);
        }
    }

    ArrowBatchWriter(ArrowOutput output, OutputStream out, OutputOpener rejects, BufferCompression compression)
            throws IOException {
        this.output = output;
        this.allocator = ArrowMemory.child("output");
        this.data = new RecordFile(out, output.schema(), compression, allocator);
        this.rejects = new RejectFile(output, rejects, compression, allocator);
    }

    @Override
    public void write(TensorBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled)
            throws IOException {
        ArrowBatch source = (ArrowBatch) batch;
        if (pending.isEmpty()) {
            pending = Optional.of(begin(source.records().getRowCount()));
        }
        append(source, rejections, pooled, pending.get());
        if (source.isLast()) {
            flush(source, pending.get());
        }
    }

    private Pending begin(int rows) {
        List<PooledVector> vectors = new ArrayList<>();
        for (PooledColumn column : output.pooled()) {
            vectors.add(vector(column, rows));
        }
        return new Pending(vectors, new RowRuns());
    }

    private PooledVector vector(PooledColumn column, int rows) {
        Field field = output.schema().findField(column.name());
        return column.form().isPresent()
                ? new PooledRows(field, column.form().get(), allocator)
                : new PooledLists(
                        field,
                        column.type(),
                        column.listSizes(output.lists(column).orElseThrow().depth()),
                        rows,
                        allocator);
    }

    private void append(
            ArrowBatch source, List<Rejection> rejections, List<? extends PooledTensors> pooled, Pending into) {
        Map<Integer, Rejection> rejected = Rejection.byRow(rejections);
        for (int row = 0; row < source.rows(); row++) {
            if (rejected.containsKey(row)) {
                rejects.add(source.file(), source.firstRow() + row, source.place() + row, rejected.get(row));
            } else {
                append(source.place() + row, pooled, row, into);
            }
        }
    }

    private static long append(int place, List<? extends PooledTensors> pooled, int row, Pending into) {
        long bytes = 0;
        for (int index = 0; index < pooled.size(); index++) {
            bytes += into.pooled().get(index).append(pooled.get(index), row);
        }
        into.kept().add(place);
        return bytes;
    }

    /** The writer's memory. */
    public BufferAllocator allocator() {
        return allocator;
    }

    /**
     * Keeps a row of the record batch that {@link #flush} will give; gives the bytes of its tensors.
     *
     * @param place the row's number in the record batch
     */
    public long append(int place, List<? extends PooledTensors> pooled, int row) {
        if (pending.isEmpty()) {
            pending = Optional.of(begin(1));
        }
        return append(place, pooled, row, pending.get());
    }

    /** Rejects a row of the record batch that {@link #flush} will give, which is row {@code row} of the file of that name. */
    public void reject(String file, long row, int place, Rejection rejection) {
        rejects.add(file, row, place, rejection);
    }

    /** Writes the rows that were kept and rejected, whose other columns lie in {@code records}. */
    public void flush(VectorSchemaRoot records) throws IOException {
        if (pending.isEmpty()) {
            pending = Optional.of(begin(1));
        }
        try (Dictionaries none = new Dictionaries(allocator)) {
            flush(new ArrowBatch("", 0, records.getRowCount(), 0, List.of(), records, none), pending.get());
        }
    }

    private void flush(ArrowBatch source, Pending rows) throws IOException {
        Map<String, FieldVector> columns = new LinkedHashMap<>();
        for (int index = 0; index < rows.pooled().size(); index++) {
            columns.put(
                    output.pooled().get(index).name(), rows.pooled().get(index).finish());
        }
        if (rows.kept().rows() > 0) {
            data.write(source, rows.kept(), columns, Map.of());
        }
        rejects.flush(source);
        rows.close();
        pending = Optional.empty();
    }

    @Override
    public WrittenFile finish() throws IOException {
        return data.finish();
    }

    @Override
    public Optional<WrittenFile> finishRejects() throws IOException {
        return rejects.finish();
    }

    @Override
    public void close() throws IOException {
        pending.ifPresent(Pending::close);
        data.close();
        try {
            rejects.close();
        } finally {
            allocator.close();
        }
    }
}
