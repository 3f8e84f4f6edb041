package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.OneTensor;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Reads Arrow files, pools one column by its kernel and writes the result, as a task does. */
record ArrowPooling(String expression, Map<String, ColumnHints> hints, String compression, long batchBytes) {

    static ArrowPooling of(String expression) {
        return new ArrowPooling(expression, Map.of(), "none", 4 << 20);
    }

    ArrowPooling with(String codec) {
        return new ArrowPooling(expression, hints, codec, batchBytes);
    }

    ArrowPooling inBatchesOf(long bytes) {
        return new ArrowPooling(expression, hints, compression, bytes);
    }

    static ArrowFile open(Path file) throws IOException {
        return ArrowFile.open(
                new org.apache.hadoop.fs.Path(file.toUri()),
                Files.size(file),
                file.getFileName().toString(),
                new Configuration());
    }

    /** Writes the pooled rows of all inputs to one file; bad rows go to {@code rejects} beside it. */
    WrittenFile run(Path output, Path... inputs) throws IOException {
        WriteOptions options = WriteOptions.of(Compression.parse(compression), Encoding.PLAIN);
        PoolingExpression parsed = PoolingExpression.parse(expression);
        List<BatchWriter> opened = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(output)) {
            for (Path input : inputs) {
                try (ArrowFile file = open(input)) {
                    DatasetColumns columns = file.columns(hints);
                    StoredTensor source = columns.tensor(parsed.column());
                    Pooling pooling = parsed.bind(source.type());
                    OutputColumns schema =
                            columns.pooled(List.of(new PooledColumn(source, parsed.outputColumn(), pooling.output())));
                    if (opened.isEmpty()) {
                        opened.add(schema.writer(
                                out, () -> Files.newOutputStream(output.resolveSibling("rejects.arrow")), options));
                    }
                    pool(file, source, pooling, opened.get(0));
                }
            }
            opened.get(0).finishRejects();
            return opened.get(0).finish();
        } finally {
            for (BatchWriter writer : opened) {
                writer.close();
            }
        }
    }

    private void pool(ArrowFile file, StoredTensor source, Pooling pooling, BatchWriter writer) throws IOException {
        PoolingKernel kernel = Kernels.of(pooling);
        try (BatchReader reader = file.read(0, file.ranges().size(), List.of(source), batchBytes)) {
            while (reader.advance()) {
                TensorBatch batch = reader.batch();
                List<Rejection> rejections = new ArrayList<>();
                writer.write(batch, rejections, List.of(pooled(batch, source, pooling, kernel, rejections)));
            }
        }
    }

    private static PooledValues pooled(
            TensorBatch batch, StoredTensor source, Pooling pooling, PoolingKernel kernel, List<Rejection> rejections) {
        int outputs = pooling.output().shape().elementCount();
        Object values = pooling.output().elementType().newArray(batch.rows() * outputs);
        BitSet nulls = new BitSet();
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.tensor(0).state(row).isPresent()) {
                int offset = batch.tensor(0).offset(row);
                OneTensor.pool(kernel, pooling, batch.tensor(0).carrier(row), offset, values, row * outputs);
            } else if (batch.tensor(0).state(row).isBad()) {
                rejections.add(new Rejection(
                        row, source.name(), batch.tensor(0).state(row).reason()));
            } else {
                nulls.set(row);
            }
        }
        return new PooledValues(values, nulls);
    }
}
