package io.sparkpooling.bench;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.DatasetFiles;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/** Reads files as the job's tasks do, without pooling. */
final class IoReading {
    private static final long BATCH_BYTES = 4L << 20;

    private IoReading() {}

    /** Somebody who looks at the rows that are read. */
    interface Look {
        void at(TensorBatch batch);
    }

    /** Reads every row of the column of maps. */
    static void read(Path path, ColumnHints hints, Look look) throws IOException {
        org.apache.hadoop.fs.Path hadoopPath = new org.apache.hadoop.fs.Path(path.toUri());
        try (DatasetFile file = DatasetFiles.open(hadoopPath, Files.size(path), path.toString(), new Configuration())) {
            StoredTensor maps = file.columns(Map.of(StoredForm.COLUMN, hints)).tensor(StoredForm.COLUMN);
            try (BatchReader reader = file.read(0, file.ranges().size(), List.of(maps), BATCH_BYTES)) {
                long rows = 0;
                while (reader.advance()) {
                    rows += reader.batch().rows();
                    look.at(reader.batch());
                }
                if (rows != file.rows()) {
                    throw new IllegalStateException("%d rows of %d".formatted(rows, file.rows()));
                }
            }
        }
    }

    /** Holds what is read of a form's file against what was written there. */
    static void requireEqual(Path path, StoredForm form, int rows) throws IOException {
        FormWriter.Maps maps = new FormWriter.Maps();
        int[] read = new int[1];
        read(path, form.hints(), batch -> {
            for (int row = 0; row < batch.rows(); row++) {
                requireEqual(batch.tensor(0), row, form, maps.map(read[0]++), path);
            }
        });
        if (read[0] != rows) {
            throw new IllegalStateException("%s has %d rows (%d were written)".formatted(path, read[0], rows));
        }
    }

    private static void requireEqual(TensorValues tensors, int row, StoredForm form, float[] map, Path path) {
        if (!tensors.state(row).isPresent() || tensors.type(row).elementType() != form.elementType()) {
            throw new IllegalStateException("%s: a row is not read as it was written".formatted(path));
        }
        Object written = form.elements().of(map);
        Object read = Array.newInstance(written.getClass().componentType(), map.length);
        System.arraycopy(tensors.carrier(row), tensors.offset(row), read, 0, map.length);
        if (!Objects.deepEquals(written, read)) {
            throw new IllegalStateException("%s: a row is read otherwise than it was written".formatted(path));
        }
    }
}
