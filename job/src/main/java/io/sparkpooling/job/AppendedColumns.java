package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.publish.ConflictException;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import io.sparkpooling.storage.DatasetFile;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

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
        try (DatasetFile file =
                DatasetFiles.open(HadoopPaths.child(folder, first.path()), first.length(), first.path(), hadoop)) {
            Optional<String> difference = plan.outputSchema().differenceFrom(file);
            if (difference.isPresent()) {
                throw new ConflictException("Cannot append: " + difference.get());
            }
        }
    }
}
