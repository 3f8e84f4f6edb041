package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.publish.ConflictException;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.storage.parquet.TensorColumn;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;

/** Whether files that are to be added to a dataset will have its columns; readers take it as one table. */
final class AppendedColumns {
    private AppendedColumns() {}

    /**
     * Holds the plan against the dataset's first file.
     *
     * @throws ConflictException if a column differs
     */
    static void requireThoseOf(Manifest dataset, Path folder, JobPlan plan, Configuration hadoop) throws IOException {
        if (dataset.files().isEmpty()) {
            return;
        }
        ManifestFile first = dataset.files().get(0);
        try (ParquetFile file =
                ParquetFile.open(HadoopPaths.child(folder, first.path()), first.length(), first.path(), hadoop)) {
            requireSameTypes(file.schema(), plan.outputSchema().messageType());
            for (TensorColumn there : DatasetSchema.of(file, Map.of()).tensors()) {
                requireSameTensors(there, plan);
            }
        }
    }

    private static void requireSameTypes(MessageType there, MessageType added) throws ConflictException {
        if (!there.getFields().equals(added.getFields())) {
            throw conflict("its columns are %s, those of the new files would be %s"
                    .formatted(there.getFields(), added.getFields()));
        }
    }

    private static void requireSameTensors(TensorColumn there, JobPlan plan) throws ConflictException {
        for (PlannedColumn column : plan.columns()) {
            boolean same = column.pooling().output().equals(there.type());
            if (column.expression().outputColumn().equals(there.name()) && !same) {
                throw conflict("its column %s is %s, that of the new files would be %s"
                        .formatted(there.name(), there.type(), column.pooling().output()));
            }
        }
    }

    private static ConflictException conflict(String difference) {
        return new ConflictException("Cannot append: the dataset is another table: " + difference);
    }
}
