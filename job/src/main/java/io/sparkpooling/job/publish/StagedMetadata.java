package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * What a run has staged beside its data, on its way into a dataset that is there already. Rejects have names of their own and
 * come before the manifest; reports take the place of those of the run before, and so come after it.
 */
record StagedMetadata(Dataset dataset, Staging staging, Store store) {
    private static final String REJECTS = "rejects/";

    /** The staged rejects, by their paths in the dataset. */
    List<String> rejects() throws IOException {
        return names().filter(name -> name.startsWith(REJECTS))
                .map(StagedMetadata::path)
                .toList();
    }

    private static String path(String name) {
        return Staging.METADATA + "/" + name;
    }

    private Stream<String> names() throws IOException {
        Path folder = HadoopPaths.child(staging.dataset(), Staging.METADATA);
        return !store.exists(folder)
                ? Stream.of()
                : store.filesBelow(folder).stream().map(Entry::path).map(path -> HadoopPaths.relative(path, folder));
    }

    /** Refuses to go on where a file of the dataset has the name of a staged one, and other bytes. */
    void requireSameBytes(String path) throws IOException {
        Path target = dataset.file(path);
        Path staged = HadoopPaths.child(staging.dataset(), path);
        if (store.exists(staged) && !Digests.sha256(store, target).equals(Digests.sha256(store, staged))) {
            throw new ConflictException(
                    "Cannot append to output: %s exists with other bytes".formatted(HadoopPaths.printable(target)));
        }
    }

    /** The reports of this run take the place of those of the last. */
    void replaceReports() throws IOException {
        for (String name : names().toList()) {
            if (!name.startsWith(REJECTS) && !Manifest.isManifest(name)) {
                replaceReport(staging.metadata(name), dataset.file(path(name)));
            }
        }
    }

    private void replaceReport(Path staged, Path target) throws IOException {
        store.createFolders(target.getParent());
        try {
            store.replace(staged, target);
        } catch (IOException e) {
            if (store.exists(staged)) {
                throw e;
            }
        }
    }
}
