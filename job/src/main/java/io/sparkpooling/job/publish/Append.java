package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Adds staged files to a dataset. The next manifest, created only if absent, is the moment at which they count; readers that
 * list the folder instead see them a little earlier. Whoever loses the race for a manifest takes its files back.
 */
final class Append {
    private final Dataset dataset;
    private final String runKey;
    private final Store store;
    private final Staging staging;
    private final StagedMetadata metadata;

    Append(Path output, String runKey, Store store, Staging staging) {
        this.dataset = new Dataset(output, store);
        this.runKey = runKey;
        this.store = store;
        this.staging = staging;
        this.metadata = new StagedMetadata(dataset, staging, store);
    }

    void publish(Manifest previous, Manifest next) throws IOException {
        if (!isDone()) {
            requireLatest(previous);
            List<ManifestFile> files = added(previous, next);
            Seal.of(staging, next, notInPlace(files), files);
            finish(files, next);
        }
        complete();
    }

    private boolean isDone() throws IOException {
        return dataset.isOf(runKey);
    }

    private void requireLatest(Manifest previous) throws IOException {
        Optional<Manifest> latest = dataset.manifest();
        if (latest.isEmpty()
                || latest.get().number() != previous.number()
                || !latest.get().runKey().equals(previous.runKey())) {
            throw conflict();
        }
    }

    private ConflictException conflict() {
        return new ConflictException(
                "Cannot append to output: another run published to %s meanwhile (the same command again appends to its result)"
                        .formatted(HadoopPaths.printable(dataset.folder())));
    }

    static List<ManifestFile> added(Manifest previous, Manifest next) {
        Set<ManifestFile> before = new HashSet<>(previous.files());
        return next.files().stream().filter(file -> !before.contains(file)).toList();
    }

    /** A cut append may have moved some of the files already. */
    private List<ManifestFile> notInPlace(List<ManifestFile> files) throws IOException {
        List<ManifestFile> elsewhere = new ArrayList<>();
        for (ManifestFile file : files) {
            if (!Digests.hasLength(store, dataset.file(file.path()), file.length())) {
                elsewhere.add(file);
            }
        }
        return elsewhere;
    }

    /** From a sealed staging folder to the new manifest. */
    void finish(List<ManifestFile> files, Manifest next) throws IOException {
        List<String> moved = new ArrayList<>();
        try {
            for (ManifestFile file : files) {
                adopt(file, moved);
            }
            adoptRejects(moved);
        } catch (UnknownOutcomeException e) {
            throw e;
        } catch (IOException e) {
            withdraw(moved, e);
            throw e;
        }
        count(next, moved);
        for (ManifestFile file : files) {
            settle(file);
        }
    }

    private void adopt(ManifestFile file, List<String> moved) throws IOException {
        if (!store.exists(staging.data(file.path())) || !move(file.path(), moved)) {
            requireInPlace(file);
        }
    }

    private void requireInPlace(ManifestFile file) throws IOException {
        if (!Digests.verify(store, dataset.file(file.path()), file.length(), file.sha256())) {
            throw new ConflictException(
                    "Cannot append to output: %s exists with other bytes, or is gone (no manifest lists it)"
                            .formatted(HadoopPaths.printable(dataset.file(file.path()))));
        }
    }

    private boolean move(String path, List<String> moved) throws IOException {
        Path target = dataset.file(path);
        store.createFolders(target.getParent());
        AtomicRename.Outcome outcome = AtomicRename.move(store, staging.data(path), target);
        if (outcome != AtomicRename.Outcome.DESTINATION_EXISTS) {
            moved.add(path);
        }
        return outcome == AtomicRename.Outcome.MOVED;
    }

    private void adoptRejects(List<String> moved) throws IOException {
        for (String path : metadata.rejects()) {
            if (!move(path, moved)) {
                metadata.requireSameBytes(path);
            }
        }
    }

    /** The files count from here on. */
    private void count(Manifest next, List<String> moved) throws IOException {
        Path target = HadoopPaths.child(dataset.metadataFolder(), next.fileName());
        AtomicRename.Outcome outcome = AtomicRename.move(store, staging.metadata(next.fileName()), target);
        if (outcome != AtomicRename.Outcome.MOVED && !isCounted(target)) {
            ConflictException conflict = conflict();
            withdraw(moved, conflict);
            throw conflict;
        }
    }

    private boolean isCounted(Path manifest) throws UnknownOutcomeException {
        try {
            return Manifest.read(store, manifest).runKey().equals(runKey);
        } catch (IOException e) {
            throw new UnknownOutcomeException(
                    "Cannot tell whether the files were added to %s: %s"
                            .formatted(HadoopPaths.printable(dataset.folder()), e.getMessage()),
                    e);
        }
    }

    /** Takes back what was moved, except what a manifest lists by now. */
    private void withdraw(List<String> moved, IOException failure) {
        try {
            Set<String> listed = new HashSet<>();
            dataset.manifest().ifPresent(manifest -> manifest.files().forEach(file -> listed.add(file.path())));
            for (String path : moved) {
                if (!listed.contains(path)) {
                    AtomicRename.move(store, dataset.file(path), staging.data(path));
                }
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Another run that lost its race may have taken back a file that both had: ours takes its place. */
    private void settle(ManifestFile file) throws IOException {
        if (store.exists(staging.data(file.path())) && !store.exists(dataset.file(file.path()))) {
            AtomicRename.move(store, staging.data(file.path()), dataset.file(file.path()));
        }
    }

    /** What follows the manifest: the reports of this run replace those of the last. */
    void complete() throws IOException {
        metadata.replaceReports();
        new ClearingUp(store).after(staging);
    }
}
