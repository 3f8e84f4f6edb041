package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.List;

/**
 * What lies in the folder of a dataset of those whose place it took, on an object store: files of which their manifests tell.
 * These go last, so that a removal that is cut can be taken up again. Two may remove it at once.
 *
 * @param dataset the one that counts now
 */
record FormerDataset(Dataset dataset) {

    /** Removes it, if there is one; the new dataset's rejects must not be there yet. */
    void remove(Manifest now) throws IOException {
        Store store = dataset.store();
        List<Entry> manifests = store.list(dataset.metadataFolder()).stream()
                .filter(entry -> Manifest.number(entry) > 0 && Manifest.number(entry) < now.since())
                .toList();
        if (!manifests.isEmpty()) {
            for (Entry manifest : manifests) {
                removeFiles(manifest);
            }
            store.delete(HadoopPaths.child(dataset.metadataFolder(), "rejects"));
            for (Entry manifest : manifests) {
                store.delete(manifest.path());
            }
        }
    }

    private void removeFiles(Entry manifest) throws IOException {
        if (dataset.store().exists(manifest.path())) {
            Manifest former = Manifest.read(dataset.store(), manifest.path());
            dataset.deleteUnlisted(
                    former.files().stream().map(ManifestFile::path).toList());
        }
    }
}
