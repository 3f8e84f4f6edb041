package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.Locations;
import io.sparkpooling.report.PublishKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The step that shows a staged dataset to readers. They see what was there before, or all that is new. Each way can be cut
 * at any moment: the same run again, or {@link #recover()} in any later run, goes on from there. Nothing is deleted but what
 * our own manifest lists, and only after the new dataset stands.
 */
public final class Publication {

    /** What there is under the name of the output. */
    public enum State {
        ABSENT,
        EMPTY_FOLDER,
        /** A dataset of ours, published by this very run: nothing is left to do. */
        OURS_DONE,
        /** A dataset of ours, published by another run. */
        OURS_OTHER,
        /** Data of runs that have not published, on an object store, where it lies under its final names from the start. */
        UNPUBLISHED,
        /** Something without a manifest of ours. */
        FOREIGN
    }

    private final Path output;
    private final RunKey key;
    private final Store store;

    private Publication(Path output, RunKey key, Store store) {
        this.output = output;
        this.key = key;
        this.store = store;
    }

    public static Publication of(String output, RunKey key, Configuration conf) throws IOException {
        Path path = Locations.output(output, conf);
        return of(path, key, Store.of(path, conf));
    }

    static Publication of(Path output, RunKey key, Store store) {
        return new Publication(output, key, store);
    }

    /** Where the dataset lies, links resolved. */
    public Path output() {
        return output;
    }

    public static State stateOf(String output, RunKey key, Configuration conf) throws IOException {
        return of(output, key, conf).state();
    }

    public State state() throws IOException {
        Optional<Entry> found = store.find(output);
        if (found.isEmpty()) {
            return State.ABSENT;
        }
        if (!found.get().isFolder()) {
            return State.FOREIGN;
        }
        Optional<Manifest> manifest = latest();
        if (manifest.isPresent()) {
            return manifest.get().runKey().equals(key.value()) ? State.OURS_DONE : State.OURS_OTHER;
        }
        if (store.list(output).isEmpty()) {
            return State.EMPTY_FOLDER;
        }
        return isUnpublished() ? State.UNPUBLISHED : State.FOREIGN;
    }

    /** Whether there are runs to which the files can belong, and no files that cannot be theirs. */
    private boolean isUnpublished() throws IOException {
        return !store.renames()
                && !Siblings.of(output, store).staging().isEmpty()
                && dataset().others(List.of()).stream().allMatch(Publication::isUnit);
    }

    private static boolean isUnit(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith("part-");
    }

    /** What makes a dataset appear under this name. */
    public PublishKind kind() {
        return store.renames() ? PublishKind.RENAME : PublishKind.MANIFEST;
    }

    /** The manifest of the dataset that is there now. */
    public Optional<Manifest> latest() throws IOException {
        return dataset().manifest();
    }

    private Dataset dataset() {
        return new Dataset(output, store);
    }

    /** Finishes, or takes back, what an earlier run was doing when it was cut; one sentence for each thing done. */
    public List<String> recover() throws IOException {
        return new Recovery(output, key, store).run();
    }

    /** For {@code errorifexists}: refuses an output that is there already, unless this run published it. */
    public void requireNew() throws IOException {
        State state = state();
        if (state == State.OURS_OTHER || state == State.FOREIGN) {
            throw new ConflictException(
                    "Cannot write output: %s exists and is not empty (save mode errorifexists; name another folder, or choose overwrite or append)"
                            .formatted(name()));
        }
    }

    /** For {@code overwrite}: refuses an output that holds anything but a dataset of ours. */
    public void requireOverwritable() throws IOException {
        State state = state();
        if (state == State.FOREIGN) {
            throw new ConflictException(
                    "Cannot overwrite output: %s was not written by spark-pooling (no manifest in it; delete it yourself, or name another folder)"
                            .formatted(name()));
        }
        if (state == State.OURS_OTHER) {
            requireNothingElse();
        }
    }

    private void requireNothingElse() throws IOException {
        Manifest manifest = latest().orElseThrow(() -> new ConflictException(
                "Cannot overwrite output: %s changed while this run looked at it".formatted(name())));
        List<String> others = dataset().others(manifest.files()).stream()
                .filter(path -> store.renames() || !isUnit(path))
                .toList();
        if (!others.isEmpty()) {
            throw new ConflictException(
                    "Cannot overwrite output: %s holds %d files that are no part of the dataset, the first is %s (move them away)"
                            .formatted(name(), others.size(), HadoopPaths.printable(others.get(0))));
        }
    }

    /** For {@code append}: refuses an output that is there and is no dataset of ours; else what it holds so far. */
    public Optional<Manifest> requireAppendable() throws IOException {
        if (state() == State.FOREIGN) {
            throw new ConflictException(
                    "Cannot append to output: %s was not written by spark-pooling (no manifest in it)"
                            .formatted(name()));
        }
        return latest();
    }

    /** Publishes where nothing is: one rename, or on an object store the manifest. */
    public void publishNew(Staging staging, Manifest manifest) throws IOException {
        if (!store.renames()) {
            new ManifestPublish(dataset(), manifest, staging).publish(Optional.empty());
            return;
        }
        if (state() != State.OURS_DONE) {
            requireNew();
            Seal.of(staging, manifest);
            removeEmptyFolder();
            show(staging);
        }
        new ClearingUp(store).after(staging);
    }

    private void removeEmptyFolder() throws IOException {
        if (state() == State.EMPTY_FOLDER) {
            store.deleteEmptyFolder(output);
        }
    }

    /** The rename after which readers see the new dataset. */
    private void show(Staging staging) throws IOException {
        if (AtomicRename.move(store, staging.dataset(), output) != AtomicRename.Outcome.MOVED && !isShown()) {
            throw new ConflictException(
                    "Cannot publish: %s was created while this run worked (its result is kept in %s)"
                            .formatted(name(), HadoopPaths.printable(staging.folder())));
        }
    }

    private boolean isShown() throws UnknownOutcomeException {
        try {
            return state() == State.OURS_DONE;
        } catch (IOException e) {
            throw new UnknownOutcomeException(
                    "Cannot tell whether %s was published: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /**
     * Publishes in place of a dataset of ours: it is moved aside, the new one takes its name, then it is deleted. On an object
     * store the next manifest lists the new files alone, then the old ones are deleted.
     */
    public void overwrite(Staging staging, Manifest manifest) throws IOException {
        switch (state()) {
            case ABSENT, EMPTY_FOLDER, UNPUBLISHED, OURS_DONE -> publishNew(staging, manifest);
            case FOREIGN -> requireOverwritable();
            case OURS_OTHER -> {
                requireOverwritable();
                exchange(staging, manifest);
            }
        }
    }

    private void exchange(Staging staging, Manifest manifest) throws IOException {
        if (store.renames()) {
            Seal.of(staging, manifest);
            exchange(staging);
        } else {
            Optional<Manifest> former = latest();
            Manifest next = former.map(manifest::inPlaceOf).orElse(manifest);
            new ManifestPublish(dataset(), next, staging).publish(former);
        }
    }

    private void exchange(Staging staging) throws IOException {
        Path aside = HadoopPaths.beside(output, ".old-" + key.shortValue());
        if (AtomicRename.move(store, output, aside) == AtomicRename.Outcome.DESTINATION_EXISTS) {
            throw new ConflictException(
                    "Cannot overwrite output: %s is in the way (move it away)".formatted(HadoopPaths.printable(aside)));
        }
        try {
            if (new Dataset(aside, store).isOf(key.value())) {
                AtomicRename.move(store, aside, output);
            } else {
                show(staging);
            }
        } catch (UnknownOutcomeException | ConflictException e) {
            throw e;
        } catch (IOException e) {
            restore(aside, e);
            if (!isShown()) {
                throw e;
            }
        }
        new ClearingUp(store).after(staging, aside);
    }

    /** Where the new dataset did not appear, the old one gets its name back; if that fails too, the next run does it. */
    private void restore(Path aside, IOException failure) {
        try {
            AtomicRename.move(store, aside, output);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Publishes more files into a dataset of ours: they move to their names, then the next manifest counts them in. Another
     * run that recovers at the same time may take this sealed work for that of a run that was cut, and finish it: then the
     * files are gone from here, but published.
     */
    public void append(Staging staging, Manifest previous, Manifest next) throws IOException {
        if (!store.renames()) {
            new ManifestPublish(dataset(), next, staging).publish(Optional.of(previous));
            return;
        }
        try {
            new Append(output, next.runKey(), store, staging).publish(previous, next);
        } catch (IOException e) {
            if (!isCounted(next.runKey(), e)) {
                throw e;
            }
        }
    }

    private boolean isCounted(String runKey, IOException failure) throws IOException {
        try {
            return Manifest.holds(store, output, runKey);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Folders of other runs, and former outputs, beside the output: reported, never deleted. */
    public List<Path> leftovers() throws IOException {
        Siblings siblings = Siblings.of(output, store);
        List<Path> leftovers = new ArrayList<>(siblings.staging().values());
        leftovers.addAll(siblings.aside().values());
        return leftovers;
    }

    /** Data that no manifest lists: of runs that go on, or were cut; only on an object store. */
    public List<String> strays() throws IOException {
        return store.renames()
                ? List.of()
                : dataset().others(latest().map(Manifest::files).orElse(List.of()));
    }

    private String name() {
        return HadoopPaths.printable(output);
    }
}
