package io.sparkpooling.job;

import io.sparkpooling.job.publish.InputIdentity;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one run added to a dataset: a manifest without what the one before it names.
 *
 * @param manifest of that run
 */
record PublishedPart(Manifest manifest, List<ManifestFile> files, List<InputIdentity> inputs) {

    /** The parts of these manifests, the oldest first. */
    static List<PublishedPart> of(List<Manifest> manifests) {
        List<PublishedPart> parts = new ArrayList<>();
        Set<ManifestFile> files = new HashSet<>();
        Set<InputIdentity> inputs = new HashSet<>();
        for (Manifest manifest : manifests) {
            parts.add(new PublishedPart(
                    manifest,
                    manifest.files().stream().filter(files::add).toList(),
                    manifest.inputs().stream().filter(inputs::add).toList()));
        }
        return parts;
    }

    /** Files that an older manifest names and the newest does not: an append only ever adds. */
    static List<String> forgotten(List<Manifest> manifests) {
        Set<ManifestFile> newest =
                new HashSet<>(manifests.get(manifests.size() - 1).files());
        return manifests.stream()
                .flatMap(manifest -> manifest.files().stream())
                .filter(file -> !newest.contains(file))
                .map(ManifestFile::path)
                .distinct()
                .toList();
    }

    long rows() {
        return files.stream().mapToLong(ManifestFile::rows).sum();
    }
}
