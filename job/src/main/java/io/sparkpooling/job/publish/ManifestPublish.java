package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Publishes on an object store, where no folder is renamed in one step. The data lies under its final names already, put there
 * by the tasks; the manifest, created only if absent, makes it the dataset. Whoever follows the manifest sees nothing before it
 * and everything after it; whoever lists the folder sees the files as they come.
 */
final class ManifestPublish {
    private static final int TRIES = 3;

    private final Dataset dataset;
    private final Manifest next;
    private final Store store;
    private final Store.ConditionalCreate create;
    private final Staging staging;
    private final StagedMetadata metadata;

    ManifestPublish(Dataset dataset, Manifest next, Staging staging) {
        this.dataset = dataset;
        this.next = next;
        this.store = dataset.store();
        this.create = store.conditionalCreate().orElseThrow();
        this.staging = staging;
        this.metadata = new StagedMetadata(dataset, staging, store);
    }

    /**
     * Makes the files that lie there the dataset, or adds them to the dataset that {@code previous} describes, or puts them in
     * the place of it, as the manifest says.
     */
    void publish(Optional<Manifest> previous) throws IOException {
        if (!dataset.isOf(next.runKey())) {
            requireLatest(previous);
            requireWhole();
            if (!replaces()) {
                adoptRejects();
            }
            count(TRIES);
        }
        complete(TRIES);
    }

    /** Another run that recovers may be doing the same, and take from under our hands what we are about to move. */
    private void complete(int tries) throws IOException {
        try {
            complete();
        } catch (IOException e) {
            if (tries > 1) {
                complete(tries - 1);
            } else if (staging.exists()) {
                throw e;
            }
        }
    }

    private void requireLatest(Optional<Manifest> previous) throws IOException {
        if (!dataset.manifest().map(ManifestPublish::identity).equals(previous.map(ManifestPublish::identity))) {
            throw lost();
        }
    }

    private static String identity(Manifest manifest) {
        return manifest.fileName() + manifest.runKey();
    }

    /** Whether another dataset makes way: then our rejects come after its own are gone. */
    private boolean replaces() {
        return next.beginsDataset() && next.number() > 1;
    }

    private void requireWhole() throws IOException {
        Optional<ManifestFile> missing = dataset.firstMissing(next.files());
        if (missing.isPresent()) {
            throw new StorageException("Cannot publish: %s is missing, or has not %d bytes"
                    .formatted(
                            HadoopPaths.printable(dataset.file(missing.get().path())),
                            missing.get().length()));
        }
    }

    private void adoptRejects() throws IOException {
        for (String path : metadata.rejects()) {
            Path staged = HadoopPaths.child(staging.dataset(), path);
            store.createFolders(dataset.file(path).getParent());
            if (AtomicRename.move(store, staged, dataset.file(path)) == AtomicRename.Outcome.DESTINATION_EXISTS) {
                metadata.requireSameBytes(path);
            }
        }
    }

    /**
     * The files count from here on. A failure says nothing: the request may have been carried out, and even be on its way
     * still. So it is looked for who has the name now; the same bytes again do no harm.
     */
    private void count(int tries) throws IOException {
        Path target = manifest();
        try {
            create.create(target, next.json());
        } catch (IOException failure) {
            Optional<Manifest> found = found(target, failure);
            if (found.isEmpty() && tries > 1) {
                count(tries - 1);
            } else if (!found.orElseThrow(() -> unknown(failure)).runKey().equals(next.runKey())) {
                throw lost();
            }
        }
    }

    private Optional<Manifest> found(Path target, IOException failure) throws UnknownOutcomeException {
        try {
            return store.exists(target) ? Optional.of(Manifest.read(store, target)) : Optional.empty();
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw unknown(failure);
        }
    }

    private UnknownOutcomeException unknown(IOException failure) {
        return new UnknownOutcomeException(
                "Cannot tell whether %s was published: %s (nothing was deleted; the same command again finds out)"
                        .formatted(HadoopPaths.printable(dataset.folder()), failure.getMessage()),
                failure);
    }

    /**
     * Another run has the name of our manifest, so ours can never appear. A run that meant to begin a dataset takes its
     * files back; one that adds to it keeps them for the same command again.
     */
    private ConflictException lost() throws IOException {
        if (!next.beginsDataset()) {
            return new ConflictException(
                    "Cannot append to output: another run published to %s meanwhile (the same command again appends to its result)"
                            .formatted(HadoopPaths.printable(dataset.folder())));
        }
        staging.discard(paths());
        return new ConflictException("Cannot publish: another run published to %s while this run worked"
                .formatted(HadoopPaths.printable(dataset.folder())));
    }

    /** What follows the manifest: the end of the dataset before it, the reports, the end of the staging folder. */
    void complete() throws IOException {
        if (isOverwritten()) {
            dataset.deleteUnlisted(paths());
            store.delete(manifest());
        } else {
            new FormerDataset(dataset).remove(next);
            adoptRejects();
            metadata.replaceReports();
        }
        new ClearingUp(store).after(staging);
    }

    /**
     * Another dataset took our place, perhaps before we came to it: it may have removed its former's manifests by the time
     * that we take the number of one. Who overwrote it did not know of our files.
     */
    private boolean isOverwritten() throws IOException {
        return dataset.manifest()
                .filter(latest -> latest.since() > next.number())
                .isPresent();
    }

    private Path manifest() {
        return HadoopPaths.child(dataset.metadataFolder(), next.fileName());
    }

    private List<String> paths() {
        return next.files().stream().map(ManifestFile::path).toList();
    }
}
