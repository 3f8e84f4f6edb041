package io.sparkpooling.job;

import io.sparkpooling.job.publish.InputIdentity;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import io.sparkpooling.storage.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifest of what a run has staged. */
final class Manifests {
    private Manifests() {}

    /** The manifest that a dataset begins with, or the next one of the dataset that is added to. */
    static Manifest of(ReportBuilder run, Map<String, String> settings, Optional<Manifest> previous)
            throws IOException {
        List<ManifestFile> files =
                run.results().stream().flatMap(result -> files(result).stream()).toList();
        List<InputIdentity> inputs =
                run.listing().files().stream().map(InputIdentity::of).toList();
        if (previous.isEmpty()) {
            return Manifest.first(run.runKey(), Version.number(), settings, files, inputs);
        }
        previous.get().requireSameSettings(settings);
        return previous.get().next(run.runKey(), Version.number(), files, inputs);
    }

    private static List<ManifestFile> files(UnitResult result) {
        List<String> inputs = result.slices().stream()
                .filter(UnitResult.SliceResult::isReadable)
                .map(UnitResult.SliceResult::uri)
                .distinct()
                .toList();
        return result.data().stream()
                .map(file -> new ManifestFile(
                        result.path(), result.unit(), inputs, file.rows(), file.length(), file.sha256()))
                .toList();
    }
}
