package io.sparkpooling.job;

import io.sparkpooling.job.UnitResult.SliceResult;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputOpener;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.ParquetBatchReader;
import io.sparkpooling.storage.parquet.ParquetBatchWriter;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.storage.parquet.RejectWriter;
import io.sparkpooling.storage.parquet.RowBatch;
import io.sparkpooling.storage.parquet.TensorColumn;
import io.sparkpooling.storage.parquet.WrittenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** One pass over the slices of a unit: reads, pools and writes batch after batch into one file and its rejects. */
final class UnitWriting implements Closeable {
    private final TaskSpec spec;
    private final Unit unit;
    private final Configuration hadoop;
    private final Runnable checkpoint;
    private final OutputOpener dataOpener;
    private final OutputOpener rejectsOpener;
    private final List<SliceResult> slices = new ArrayList<>();

    private List<PlannedColumn> columns = List.of();
    private UnitPooling pooling;
    private OutputStream data;
    private ParquetBatchWriter writer;
    private RejectWriter rejects;

    UnitWriting(
            TaskSpec spec,
            Unit unit,
            Configuration hadoop,
            Runnable checkpoint,
            OutputOpener dataOpener,
            OutputOpener rejectsOpener) {
        this.spec = spec;
        this.unit = unit;
        this.hadoop = hadoop;
        this.checkpoint = checkpoint;
        this.dataOpener = dataOpener;
        this.rejectsOpener = rejectsOpener;
    }

    /**
     * Writes the unit.
     *
     * @param unreadable the files to leave out, by their URI, and why
     * @throws UnreadableInputException if another one turns out to be unreadable
     */
    UnitResult write(Map<String, String> unreadable) throws IOException {
        long start = System.nanoTime();
        for (Slice slice : unit.slices()) {
            String reason = unreadable.getOrDefault(slice.file().uri(), "");
            if (!reason.isEmpty()) {
                slices.add(new SliceResult(slice.file().uri(), slice.rows(), 0, reason));
            } else {
                write(slice);
            }
        }
        List<WrittenFile> written = finishData();
        return new UnitResult(
                unit.name(),
                unit.relativePath(),
                written,
                finishRejects(),
                slices,
                pooling == null ? List.of() : pooling.results(columns),
                pooling == null ? List.of() : pooling.reasons(),
                pooling == null ? 0 : pooling.nulledRows(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private void write(Slice slice) throws IOException {
        Inputs.requireUnchanged(slice.file(), hadoop);
        try (ParquetFile file = Inputs.open(slice.file(), hadoop)) {
            DatasetSchema schema = DatasetSchema.of(file, spec.hints());
            begin(schema);
            long rejected = pool(slice, file, pooling.sourcesIn(schema));
            slices.add(new SliceResult(slice.file().uri(), slice.rows(), rejected, ""));
        } catch (UnreadableFileException e) {
            throw new UnreadableInputException(slice.file(), e);
        }
    }

    private void begin(DatasetSchema schema) throws IOException {
        if (writer == null) {
            columns = PlannedColumn.bind(spec.expressions(), schema);
            pooling = new UnitPooling(columns, spec.onBadRow());
            OutputSchema output = PlannedColumn.outputSchema(schema, columns);
            data = dataOpener.open();
            writer = ParquetBatchWriter.create(data, output, spec.writeOptions());
            rejects = RejectWriter.create(rejectsOpener, output, spec.writeOptions());
        }
    }

    private long pool(Slice slice, ParquetFile file, List<TensorColumn> tensors) throws IOException {
        long rejected = 0;
        try (ParquetBatchReader reader = ParquetBatchReader.open(
                file, slice.firstRowGroup(), slice.rowGroupCount(), tensors, TaskSpec.BATCH_BYTES)) {
            while (reader.advance()) {
                checkpoint.run();
                RowBatch batch = reader.batch();
                UnitPooling.Batch pooled = pooling.pool(batch);
                writer.write(batch, pooled.rejections(), pooled.values(), rejects);
                rejected += pooled.rejections().size();
            }
        }
        return rejected;
    }

    private List<WrittenFile> finishData() throws IOException {
        if (writer == null) {
            return List.of();
        }
        WrittenFile file = writer.finish();
        data.close();
        return List.of(file);
    }

    private List<WrittenFile> finishRejects() throws IOException {
        Optional<WrittenFile> file = rejects == null ? Optional.empty() : rejects.finish();
        return file.stream().toList();
    }

    /** Releases what is open; a file that was not finished stays behind, half-written, among the attempts. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            try {
                writer.close();
            } finally {
                closeStreams();
            }
        }
    }

    private void closeStreams() throws IOException {
        try {
            rejects.close();
        } finally {
            data.close();
        }
    }
}
