package io.sparkpooling.job;

import io.sparkpooling.job.UnitResult.SliceResult;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.WrittenFile;
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
    private final Attempt attempt;
    private final Configuration hadoop;
    private final Runnable checkpoint;
    private final OutputOpener dataOpener;
    private final OutputOpener rejectsOpener;
    private final List<SliceResult> slices = new ArrayList<>();

    private List<PlannedColumn> columns = List.of();
    private UnitPooling pooling;
    private OutputStream data;
    private BatchWriter writer;

    UnitWriting(
            TaskSpec spec,
            Unit unit,
            Attempt attempt,
            Configuration hadoop,
            Runnable checkpoint,
            OutputOpener dataOpener,
            OutputOpener rejectsOpener) {
        this.spec = spec;
        this.unit = unit;
        this.attempt = attempt;
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
                (System.nanoTime() - start) / 1_000_000,
                attempt.startedMillis(),
                attempt.number(),
                attempt.executor());
    }

    private void write(Slice slice) throws IOException {
        Inputs.requireUnchanged(slice.file(), hadoop);
        try (DatasetFile file = Inputs.open(slice.file(), hadoop)) {
            DatasetColumns schema = file.columns(spec.hints());
            begin(schema);
            long rejected = pool(slice, file, pooling.sourcesIn(schema));
            slices.add(new SliceResult(slice.file().uri(), slice.rows(), rejected, ""));
        } catch (UnreadableFileException e) {
            throw new UnreadableInputException(slice.file(), e);
        }
    }

    private void begin(DatasetColumns schema) throws IOException {
        if (writer == null) {
            columns = PlannedColumn.bind(spec.expressions(), schema);
            pooling = new UnitPooling(columns, spec.onBadRow(), spec.pictures(unit));
            OutputColumns output = PlannedColumn.outputSchema(schema, columns, spec.format());
            data = dataOpener.open();
            writer = output.writer(data, rejectsOpener, spec.writeOptions());
        }
    }

    private long pool(Slice slice, DatasetFile file, List<StoredTensor> tensors) throws IOException {
        long rejected = 0;
        try (BatchReader reader =
                file.read(slice.firstRowGroup(), slice.rowGroupCount(), tensors, TaskSpec.BATCH_BYTES)) {
            while (reader.advance()) {
                checkpoint.run();
                TensorBatch batch = reader.batch();
                UnitPooling.Batch pooled = pooling.pool(batch);
                writer.write(batch, pooled.rejections(), pooled.values());
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
        Optional<WrittenFile> file = writer == null ? Optional.empty() : writer.finishRejects();
        return file.stream().toList();
    }

    /** Releases what is open; a file that was not finished stays behind, half-written, among the attempts. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            try {
                writer.close();
            } finally {
                data.close();
            }
        }
    }
}
