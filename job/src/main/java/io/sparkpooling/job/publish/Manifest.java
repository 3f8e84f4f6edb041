package io.sparkpooling.job.publish;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a published dataset consists of: {@code OUTPUT/_pooling/manifest-000001.json}. Each append adds the next number, which
 * again lists everything; the highest number is what counts. The same dataset always gives the same bytes.
 *
 * @param schemaVersion of this file's format
 * @param number 1, 2, ...
 * @param since the number of the manifest that the dataset began with; more than 1 where it took the place of another
 * @param runKey the run that published it
 * @param version ours, at that run
 * @param settings the configuration that decides about bytes, by option name
 */
public record Manifest(
        int schemaVersion,
        int number,
        int since,
        String runKey,
        String version,
        Map<String, String> settings,
        List<ManifestFile> files,
        List<InputIdentity> inputs) {
    public static final int SCHEMA_VERSION = 1;

    private static final Pattern FILE_NAME = Pattern.compile("manifest-([0-9]{6,9})\\.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Manifest {
        since = Math.max(1, since);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
    }

    /** The manifest of a new dataset. */
    public static Manifest first(
            RunKey key,
            String version,
            Map<String, String> settings,
            List<ManifestFile> files,
            List<InputIdentity> inputs) {
        return new Manifest(SCHEMA_VERSION, 1, 1, key.value(), version, settings, files, inputs);
    }

    /** The manifest of this dataset with more files. */
    public Manifest next(RunKey key, String byVersion, List<ManifestFile> moreFiles, List<InputIdentity> moreInputs) {
        return new Manifest(
                SCHEMA_VERSION,
                number + 1,
                since,
                key.value(),
                byVersion,
                settings,
                joined(files, moreFiles),
                joined(inputs, moreInputs));
    }

    /** This manifest, of a dataset that takes the place of the one that {@code former} describes. */
    Manifest inPlaceOf(Manifest former) {
        int place = former.number + 1;
        return new Manifest(schemaVersion, place, place, runKey, version, settings, files, inputs);
    }

    /** Whether a dataset begins with it. */
    boolean beginsDataset() {
        return number == since;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** Its name in the folder of metadata. */
    @JsonIgnore
    public String fileName() {
        return fileName(number);
    }

    private static String fileName(int number) {
        return "manifest-%06d.json".formatted(number);
    }

    /** The files to read that this dataset does not hold yet. */
    public List<InputFile> notYetIn(List<InputFile> candidates) throws ConflictException {
        Map<String, InputIdentity> known = new HashMap<>();
        inputs.forEach(input -> known.put(input.uri(), input));
        List<InputFile> fresh = new ArrayList<>();
        for (InputFile candidate : candidates) {
            Optional<InputIdentity> before = Optional.ofNullable(known.get(candidate.uri()));
            if (before.isEmpty()) {
                fresh.add(candidate);
            } else if (!before.get().equals(InputIdentity.of(candidate))) {
                throw new ConflictException("Cannot append: input %s has changed since it was pooled (%s)"
                        .formatted(
                                HadoopPaths.printable(candidate.path()),
                                InputChanges.difference(before.get(), InputIdentity.of(candidate))));
            }
        }
        return fresh;
    }

    /** Refuses to mix results of different settings in one dataset. */
    public void requireSameSettings(Map<String, String> others) throws ConflictException {
        TreeMap<String, String> names = new TreeMap<>(settings);
        names.putAll(others);
        for (String name : names.keySet()) {
            String before = settings.getOrDefault(name, "not set");
            String now = others.getOrDefault(name, "not set");
            if (!before.equals(now)) {
                throw new ConflictException("Cannot append: the dataset was written with another %s (%s, now %s)"
                        .formatted(name, before, now));
            }
        }
    }

    byte[] json() throws IOException {
        byte[] json = JSON.writeValueAsBytes(this);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** The manifest that counts; empty if a folder is no dataset of ours, or does not exist. */
    public static Optional<Manifest> latest(Path output, Configuration conf) throws IOException {
        return latest(Store.of(output, conf), output);
    }

    static Optional<Manifest> latest(Store store, Path output) throws IOException {
        Path folder = HadoopPaths.child(output, Staging.METADATA);
        if (store.find(folder).filter(Entry::isFolder).isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> latest = store.list(folder).stream()
                .filter(entry -> entry.isFile() && number(entry) > 0)
                .max(Comparator.comparingInt(Manifest::number))
                .map(Entry::path);
        return latest.isPresent() ? readUnlessReplaced(store, output, latest.get()) : Optional.empty();
    }

    /** On an object store a manifest goes when its dataset was overwritten: then there is a newer one. */
    private static Optional<Manifest> readUnlessReplaced(Store store, Path output, Path file) throws IOException {
        try {
            return Optional.of(read(store, file));
        } catch (IOException e) {
            if (store.renames() || store.exists(file)) {
                throw e;
            }
            return latest(store, output);
        }
    }

    /**
     * Every manifest of a dataset, the oldest first; not those of one whose place it took.
     *
     * @throws StorageException if one is missing or cannot be read
     */
    static List<Manifest> all(Store store, Path output) throws IOException {
        Path folder = HadoopPaths.child(output, Staging.METADATA);
        List<Manifest> manifests = new ArrayList<>();
        Optional<Manifest> latest = latest(store, output);
        if (latest.isPresent()) {
            for (int number = latest.get().since; number <= latest.get().number; number++) {
                manifests.add(read(store, HadoopPaths.child(folder, fileName(number))));
            }
        }
        return manifests;
    }

    /** Whether a run is among those that made the dataset, be it the last one or not. */
    static boolean holds(Store store, Path output, String runKey) throws IOException {
        Path folder = HadoopPaths.child(output, Staging.METADATA);
        if (store.find(folder).filter(Entry::isFolder).isEmpty()) {
            return false;
        }
        for (Entry entry : store.list(folder)) {
            if (entry.isFile()
                    && number(entry) > 0
                    && read(store, entry.path()).runKey().equals(runKey)) {
                return true;
            }
        }
        return false;
    }

    static boolean isManifest(String name) {
        return FILE_NAME.matcher(name).matches();
    }

    static int number(Entry entry) {
        Matcher matcher = FILE_NAME.matcher(entry.name());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    static Manifest read(Store store, Path file) throws IOException {
        try {
            Manifest manifest = JSON.readValue(store.read(file), Manifest.class);
            if (manifest.schemaVersion != SCHEMA_VERSION) {
                throw new StorageException("its schema version is %d, this version reads %d"
                        .formatted(manifest.schemaVersion, SCHEMA_VERSION));
            }
            return manifest;
        } catch (IOException e) {
            throw new StorageException(
                    "Cannot read manifest %s: %s".formatted(HadoopPaths.printable(file), e.getMessage()), e);
        }
    }
}
