package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.storage.arrow.ArrowBatch;
import io.sparkpooling.storage.parquet.RecordsWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes batches of Arrow as Parquet. */
final class ArrowToParquetWriter implements BatchWriter {
    private final RecordsWriter writer;

    ArrowToParquetWriter(RecordsWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(TensorBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled)
            throws IOException {
        ArrowBatch source = (ArrowBatch) batch;
        Map<Integer, Rejection> rejected = Rejection.byRow(rejections);
        for (int row = 0; row < source.rows(); row++) {
            RecordValues values = new RecordValues(source, row);
            if (rejected.containsKey(row)) {
                writer.reject(source.file(), source.firstRow() + row, rejected.get(row), values);
            } else {
                writer.write(pooled, row, values);
            }
        }
    }

    @Override
    public WrittenFile finish() throws IOException {
        return writer.finish();
    }

    @Override
    public Optional<WrittenFile> finishRejects() throws IOException {
        return writer.finishRejects();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
