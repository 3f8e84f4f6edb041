package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.storage.arrow.ArrowBatchWriter;
import io.sparkpooling.storage.parquet.RowBatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.schema.MessageType;

/** Writes batches of Parquet as Arrow. A record batch ends at a row that the rows' bytes decide, whatever batches they come in. */
final class ParquetToArrowWriter implements BatchWriter {
    static final long RECORD_BATCH_BYTES = 32L << 20;

    private final ArrowBatchWriter writer;
    private final VectorRows rows;
    private long pooledBytes;

    ParquetToArrowWriter(ArrowBatchWriter writer, MessageType passing, List<Field> fields) {
        this.writer = writer;
        this.rows = new VectorRows(passing, fields, writer.allocator());
    }

    @Override
    public void write(TensorBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled)
            throws IOException {
        RowBatch source = (RowBatch) batch;
        Map<Integer, Rejection> rejected = Rejection.byRow(rejections);
        for (int row = 0; row < source.rows(); row++) {
            long fileRow = source.firstRow() + row;
            rows.read(source.file(), fileRow, source.rowGroup());
            int place = rows.rows() - 1;
            if (rejected.containsKey(row)) {
                writer.reject(source.file(), fileRow, place, rejected.get(row));
            } else {
                pooledBytes += writer.append(place, pooled, row);
            }
            if (rows.bytes() + pooledBytes >= RECORD_BATCH_BYTES) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        if (rows.rows() == 0) {
            return;
        }
        try (VectorSchemaRoot records = rows.take()) {
            writer.flush(records);
        }
        pooledBytes = 0;
    }

    @Override
    public WrittenFile finish() throws IOException {
        flush();
        return writer.finish();
    }

    @Override
    public Optional<WrittenFile> finishRejects() throws IOException {
        flush();
        return writer.finishRejects();
    }

    @Override
    public void close() throws IOException {
        rows.close();
        writer.close();
    }
}
