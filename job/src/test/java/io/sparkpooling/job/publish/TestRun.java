package io.sparkpooling.job.publish;

import io.sparkpooling.job.listing.InputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** A run as the job does it, without the pooling: one unit a file, whose content is the name of the run and of the file. */
record TestRun(String name, Mode mode, List<String> paths) {
    private static final Map<String, String> SETTINGS = Map.of("pool", "max_pool2d(head)");

    enum Mode {
        NEW,
        OVERWRITE,
        APPEND
    }

    static TestRun of(String name, Mode mode, String... paths) {
        return new TestRun(name, mode, List.of(paths));
    }

    RunKey key() {
        return RunKey.of(name, "1", List.of());
    }

    /** What it publishes, by path. */
    Map<String, String> result() {
        SortedMap<String, String> result = new TreeMap<>();
        paths.forEach(path -> result.put(path, content(path)));
        return result;
    }

    private String content(String path) {
        return name + " " + path;
    }

    /** Runs, or goes on where a former run of this name was cut. */
    void run(Ground ground) throws IOException {
        Publication publication = Publication.of(ground.output(), key(), ground.store());
        publication.recover();
        if (publication.state() == Publication.State.OURS_DONE) {
            return;
        }
        Optional<Manifest> previous = requireFree(publication);
        Staging staging = stage(ground);
        publish(publication, staging, previous);
    }

    Optional<Manifest> requireFree(Publication publication) throws IOException {
        switch (mode) {
            case NEW -> publication.requireNew();
            case OVERWRITE -> publication.requireOverwritable();
            case APPEND -> {
                return publication.requireAppendable();
            }
        }
        return Optional.empty();
    }

    Staging stage(Ground ground) throws IOException {
        Staging staging = Staging.at(ground.staging(key()), ground.store());
        staging.create();
        for (int i = 0; i < paths.size(); i++) {
            if (staging.journaled(unit(i)).isEmpty()) {
                commit(staging, i);
            }
        }
        write(staging, staging.metadata("report.json"), "report of " + name);
        return staging;
    }

    private String unit(int index) {
        return "unit-" + name + "-" + index;
    }

    private void commit(Staging staging, int index) throws IOException {
        String unit = unit(index);
        Path data = staging.attempt(unit, index);
        Path rejects = staging.attempt(unit + ".rejects", index);
        List<UnitFiles.Finished> files = new ArrayList<>();
        files.add(finished(data, staging.data(paths.get(index)), write(staging, data, content(paths.get(index)))));
        if (index == 0) {
            files.add(finished(rejects, staging.rejects(unit), write(staging, rejects, "rejects of " + name)));
        }
        UnitFiles.commit(staging, unit, files, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static UnitFiles.Finished finished(Path attempt, Path target, byte[] bytes) {
        return new UnitFiles.Finished(attempt, target, bytes.length, Digests.sha256(bytes));
    }

    private static byte[] write(Staging staging, Path file, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = UnitFiles.create(staging, file)) {
            out.write(bytes);
        }
        return bytes;
    }

    Manifest manifest(Optional<Manifest> previous) {
        List<ManifestFile> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            byte[] bytes = content(paths.get(i)).getBytes(StandardCharsets.UTF_8);
            files.add(new ManifestFile(
                    paths.get(i),
                    unit(i),
                    List.of("file:/in/" + paths.get(i)),
                    1,
                    bytes.length,
                    Digests.sha256(bytes)));
        }
        List<InputIdentity> inputs = paths.stream()
                .map(path -> InputIdentity.of(new InputFile("file:/in/" + path, path, 1, 2)))
                .toList();
        return previous.map(before -> before.next(key(), "1", files, inputs))
                .orElseGet(() -> Manifest.first(key(), "1", SETTINGS, files, inputs));
    }

    void publish(Publication publication, Staging staging, Optional<Manifest> previous) throws IOException {
        Manifest manifest = manifest(previous);
        switch (mode) {
            case NEW -> publication.publishNew(staging, manifest);
            case OVERWRITE -> publication.overwrite(staging, manifest);
            case APPEND -> {
                if (previous.isPresent()) {
                    publication.append(staging, previous.get(), manifest);
                } else {
                    publication.publishNew(staging, manifest);
                }
            }
        }
    }
}
