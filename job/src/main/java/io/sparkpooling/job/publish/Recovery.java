package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * Puts right what a cut publish left. Everything it does, the run that was cut could be doing still; so each step is one
 * that two may do at once. What it does not understand it leaves alone.
 */
final class Recovery {
    private final Path output;
    private final RunKey key;
    private final Store store;
    private final Dataset dataset;
    private final List<String> done = new ArrayList<>();

    Recovery(Path output, RunKey key, Store store) {
        this.output = output;
        this.key = key;
        this.store = store;
        this.dataset = new Dataset(output, store);
    }

    List<String> run() throws IOException {
        if (!store.exists(output)) {
            recoverOverwrite();
        }
        Siblings siblings = Siblings.of(output, store);
        for (Map.Entry<String, Path> staged : siblings.staging().entrySet()) {
            recoverStaging(staged.getKey(), Staging.at(staged.getValue(), store));
        }
        for (Map.Entry<String, Path> aside : siblings.aside().entrySet()) {
            if (dataset.isOf(aside.getKey())) {
                new ClearingUp(store).former(aside.getValue());
            }
        }
        return done;
    }

    /** Between the two renames there is no output: the new dataset takes the name if it is whole, else the old one does. */
    private void recoverOverwrite() throws IOException {
        Siblings siblings = Siblings.of(output, store);
        for (String run : siblings.aside().keySet()) {
            Optional<Path> staged = Optional.ofNullable(siblings.staging().get(run));
            if (staged.isPresent() && isWhole(Staging.at(staged.get(), store))) {
                AtomicRename.move(store, Staging.at(staged.get(), store).dataset(), output);
                done.add("finished overwriting the output, where run " + run + " was cut");
                return;
            }
        }
        restore(siblings);
    }

    private static boolean isWhole(Staging staging) throws IOException {
        Dataset dataset = new Dataset(staging.dataset(), staging.store());
        Optional<Manifest> manifest = dataset.manifest();
        return manifest.isPresent() && dataset.holds(manifest.get().files());
    }

    private void restore(Siblings siblings) throws IOException {
        Map<String, Path> datasets = datasets(siblings.aside());
        if (datasets.size() > 1) {
            throw new ConflictException(
                    "Cannot tell which was the output: %s is gone, and beside it lie %s (rename one)"
                            .formatted(HadoopPaths.printable(output), datasets.values()));
        }
        for (Map.Entry<String, Path> aside : datasets.entrySet()) {
            AtomicRename.move(store, aside.getValue(), output);
            done.add("gave the output its name back, where run " + aside.getKey() + " was cut");
        }
    }

    /** Those that hold a manifest of ours. */
    private Map<String, Path> datasets(Map<String, Path> folders) throws IOException {
        Map<String, Path> datasets = new TreeMap<>();
        for (Map.Entry<String, Path> folder : folders.entrySet()) {
            if (new Dataset(folder.getValue(), store).manifest().isPresent()) {
                datasets.put(folder.getKey(), folder.getValue());
            }
        }
        return datasets;
    }

    private void recoverStaging(String run, Staging staging) throws IOException {
        Optional<Manifest> latest = dataset.manifest();
        if (latest.isEmpty()) {
            return;
        }
        if (latest.get().runKey().startsWith(run)) {
            complete(latest.get(), staging);
            done.add("cleared up after run " + run + ", which had published");
            return;
        }
        Optional<Manifest> sealed = new Dataset(staging.dataset(), store).manifest();
        if (sealed.isPresent() && sealed.get().number() == latest.get().number() + 1) {
            recoverAppend(latest.get(), sealed.get(), staging);
        }
    }

    private void complete(Manifest latest, Staging staging) throws IOException {
        if (store.renames()) {
            append(latest.runKey(), staging).complete();
        } else {
            new ManifestPublish(dataset, latest, staging).complete();
        }
    }

    /** An append that readers of the folder see half of is finished; one that had not begun only if it is this run's own. */
    private void recoverAppend(Manifest latest, Manifest sealed, Staging staging) throws IOException {
        List<ManifestFile> added = Append.added(latest, sealed);
        boolean extendsLatest = sealed.files().containsAll(latest.files());
        if (extendsLatest && (sealed.runKey().equals(key.value()) || hasBegun(added))) {
            Append append = append(sealed.runKey(), staging);
            append.finish(added, sealed);
            append.complete();
            done.add("finished an append, where run " + sealed.runKey().substring(0, 16) + " was cut");
        }
    }

    private boolean hasBegun(List<ManifestFile> added) throws IOException {
        for (ManifestFile file : added) {
            if (store.exists(dataset.file(file.path()))) {
                return true;
            }
        }
        return false;
    }

    private Append append(String runKey, Staging staging) {
        return new Append(output, runKey, store, staging);
    }
}
