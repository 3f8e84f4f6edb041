package io.sparkpooling.job.study;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/** Reads the sampled rows and shows each to every expression; ranges of a file without such a row are not read. */
final class SampleReader {
    /** The bytes of a batch, unless a single tensor takes more. */
    private static final long BATCH_BYTES = 4L << 20;

    private final List<ExpressionStudy> studies;
    private final List<String> columns;
    private final Map<String, ColumnHints> hints;
    private final Configuration hadoop;
    private final LongConsumer progress;
    private long shown;

    /** @param progress is told how many rows were shown */
    SampleReader(
            List<ExpressionStudy> studies,
            Map<String, ColumnHints> hints,
            Configuration hadoop,
            LongConsumer progress) {
        this.studies = studies.stream().filter(ExpressionStudy::isBound).toList();
        this.columns = this.studies.stream()
                .flatMap(study -> study.columns().stream())
                .distinct()
                .toList();
        this.hints = hints;
        this.hadoop = hadoop;
        this.progress = progress;
    }

    void read(SampledFile sampled) throws IOException {
        if (sampled.sample().length == 0 || studies.isEmpty()) {
            return;
        }
        try (DatasetFile file = SampledFile.open(sampled.file(), hadoop)) {
            List<StoredTensor> tensors = tensors(file);
            for (RowRange range : file.ranges()) {
                long[] rows = LongStream.of(sampled.sample())
                        .filter(row -> row >= range.firstRow() && row < range.firstRow() + range.rows())
                        .toArray();
                if (rows.length > 0) {
                    read(file, range, tensors, rows);
                }
            }
        }
    }

    private List<StoredTensor> tensors(DatasetFile file) throws IOException {
        try {
            DatasetColumns schema = file.columns(hints);
            return columns.stream().<StoredTensor>map(schema::companion).toList();
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("[%s] %s".formatted(file.name(), e.getMessage()));
        }
    }

    private void read(DatasetFile file, RowRange range, List<StoredTensor> tensors, long[] rows) throws IOException {
        long last = rows[rows.length - 1];
        try (BatchReader reader = file.read(range.index(), 1, tensors, BATCH_BYTES)) {
            long next = range.firstRow();
            while (next <= last && reader.advance()) {
                TensorBatch batch = reader.batch();
                for (int row = 0; row < batch.rows(); row++) {
                    if (Arrays.binarySearch(rows, batch.firstRow() + row) >= 0) {
                        show(batch, row);
                    }
                }
                next = batch.firstRow() + batch.rows();
            }
        }
    }

    private void show(TensorBatch batch, int row) {
        List<MovableRow> movable = new ArrayList<>();
        for (ExpressionStudy study : studies) {
            List<Integer> sources =
                    study.columns().stream().map(columns::indexOf).toList();
            study.add(batch, row, sources).ifPresent(movable::add);
        }
        MovableRow.moveAll(movable);
        progress.accept(++shown);
    }
}
