package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A Parquet file and its rejects, from batches of Parquet. */
final class ParquetFilesWriter implements BatchWriter {
    private final ParquetBatchWriter rows;
    private final RejectWriter rejects;

    ParquetFilesWriter(OutputSchema schema, OutputStream out, OutputOpener rejects, WriteOptions options)
            throws IOException {
        this.rows = ParquetBatchWriter.create(out, schema, options);
        this.rejects = RejectWriter.create(rejects, schema, options);
    }

    @Override
    public void write(TensorBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled)
            throws IOException {
        rows.write((RowBatch) batch, rejections, pooled, rejects);
    }

    @Override
    public WrittenFile finish() throws IOException {
        return rows.finish();
    }

    @Override
    public Optional<WrittenFile> finishRejects() throws IOException {
        return rejects.finish();
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            rejects.close();
        }
    }
}
