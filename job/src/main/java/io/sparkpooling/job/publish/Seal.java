package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Makes a staged dataset ready for readers: it holds the data that its manifest lists and no other, and the manifest.
 * From then on any later run can finish publishing it.
 */
final class Seal {

    private Seal() {}

    /** Seals a whole new dataset. */
    static void of(Staging staging, Manifest manifest) throws IOException {
        of(staging, manifest, manifest.files(), manifest.files());
    }

    /** Seals a staging folder in which some files must lie, and others may. */
    static void of(Staging staging, Manifest manifest, List<ManifestFile> required, List<ManifestFile> allowed)
            throws IOException {
        Dataset dataset = new Dataset(staging.dataset(), staging.store());
        Optional<ManifestFile> missing = dataset.firstMissing(required);
        if (missing.isPresent()) {
            throw new StorageException("Cannot publish: %s is missing, or has not %d bytes"
                    .formatted(
                            HadoopPaths.printable(dataset.file(missing.get().path())),
                            missing.get().length()));
        }
        removeStrays(dataset, allowed);
        removeManifests(dataset);
        write(staging, manifest);
    }

    /** What attempts left that no longer count: rows that a reader of the folder would see twice. */
    private static void removeStrays(Dataset dataset, List<ManifestFile> allowed) throws IOException {
        for (String path : dataset.others(allowed)) {
            dataset.store().delete(dataset.file(path));
        }
    }

    /** Those of earlier attempts, which may have had other numbers. */
    private static void removeManifests(Dataset dataset) throws IOException {
        for (Entry entry : dataset.store().list(dataset.metadataFolder())) {
            if (Manifest.isManifest(entry.name())) {
                dataset.store().delete(entry.path());
            }
        }
    }

    private static void write(Staging staging, Manifest manifest) throws IOException {
        Path attempt = staging.attempt(manifest.fileName(), manifest.number());
        staging.store().write(attempt, manifest.json());
        staging.store().replace(attempt, staging.metadata(manifest.fileName()));
    }
}
