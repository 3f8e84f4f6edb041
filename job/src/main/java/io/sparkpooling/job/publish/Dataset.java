package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A folder with data and metadata, staged or published, held against its manifest. */
public record Dataset(Path folder, Store store) {

    /** The dataset in that folder, which may or may not be one. */
    public static Dataset at(String output, Configuration conf) throws IOException {
        Path folder = HadoopPaths.parse("dataset", output, conf);
        return new Dataset(folder, Store.of(folder, conf));
    }

    /** Every manifest, the oldest first; none if a folder is no dataset of ours. */
    public List<Manifest> manifests() throws IOException {
        return Manifest.all(store, folder);
    }

    Optional<Manifest> manifest() throws IOException {
        return Manifest.latest(store, folder);
    }

    Path metadataFolder() {
        return HadoopPaths.child(folder, Staging.METADATA);
    }

    /** A file, by its path in the dataset. */
    public Path file(String relativePath) {
        return Staging.below(folder, relativePath);
    }

    /** Whether the latest manifest is that of a run, given by the short form of its key. */
    boolean isOf(String shortKey) throws IOException {
        return manifest().filter(found -> found.runKey().startsWith(shortKey)).isPresent();
    }

    /** Whether all these files are there with their lengths. */
    boolean holds(Collection<ManifestFile> files) throws IOException {
        return firstMissing(files).isEmpty();
    }

    /** The first of these files that is not there, or has another length. */
    Optional<ManifestFile> firstMissing(Collection<ManifestFile> files) throws IOException {
        Map<String, Long> lengths = lengths();
        return files.stream()
                .filter(file -> lengths.getOrDefault(file.path(), -1L) != file.length())
                .findFirst();
    }

    /** Files that are neither metadata nor among these: not ours to delete, and not to be published. */
    public List<String> others(Collection<ManifestFile> files) throws IOException {
        Set<String> known = new HashSet<>();
        files.forEach(file -> known.add(file.path()));
        return lengths().keySet().stream()
                .filter(path -> !path.startsWith(Staging.METADATA + "/") && !known.contains(path))
                .sorted()
                .toList();
    }

    private Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new HashMap<>();
        for (Entry file : store.filesBelow(folder)) {
            lengths.put(HadoopPaths.relative(file.path(), folder), file.length());
        }
        return lengths;
    }

    /** Deletes those of these files that the manifest does not list. */
    void deleteUnlisted(Collection<String> paths) throws IOException {
        Set<String> unlisted = new HashSet<>(paths);
        manifest().ifPresent(manifest -> manifest.files().forEach(file -> unlisted.remove(file.path())));
        for (String path : unlisted) {
            store.delete(file(path));
        }
    }

    /** Whether it holds metadata and the files of its manifest, and nothing else: all of it may be deleted, if asked for. */
    boolean isOursAlone() throws IOException {
        return others(manifest().map(Manifest::files).orElse(List.of())).isEmpty();
    }
}
