package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.publish.Dataset;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How many rows of each unit lie in the rejects of a dataset. */
record RejectedRows(Map<String, Long> byUnit) {

    static RejectedRows of(Dataset dataset, Configuration hadoop, List<Finding> findings) throws IOException {
        Path folder = HadoopPaths.child(dataset.folder(), Staging.METADATA + "/rejects");
        Store store = dataset.store();
        Map<String, Long> rows = new HashMap<>();
        for (Entry entry : store.filesBelow(folder)) {
            String name = Staging.METADATA + "/rejects/" + entry.name();
            count(entry, name, hadoop, findings)
                    .ifPresent(count ->
                            rows.put(entry.name().substring(0, entry.name().lastIndexOf('.')), count));
        }
        return new RejectedRows(rows);
    }

    private static Optional<Long> count(Entry entry, String name, Configuration hadoop, List<Finding> findings)
            throws IOException {
        try (DatasetFile file = DatasetFiles.open(entry.path(), entry.length(), name, hadoop)) {
            return Optional.of(file.rows());
        } catch (UnreadableFileException e) {
            findings.add(Finding.output("%s", e.getMessage()));
            return Optional.empty();
        }
    }

    long of(String unit) {
        return byUnit.getOrDefault(unit, 0L);
    }

    long all() {
        return byUnit.values().stream().mapToLong(Long::longValue).sum();
    }
}
