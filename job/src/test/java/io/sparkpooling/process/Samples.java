package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Input of many units, made of copies of the sample, and what became of it. */
final class Samples {
    private static final Path SAMPLE = Script.REPOSITORY.resolve("data-samples/feature-maps.parquet");

    /** The row groups of one copy; {@link #run} makes a unit of each. */
    private static final int ROW_GROUPS = 3;

    private Samples() {}

    /** A folder whose files make {@code units} units. */
    static Path ofUnits(Path folder, int units) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < units / ROW_GROUPS; i++) {
            Files.copy(SAMPLE, folder.resolve("part-%03d.parquet".formatted(i)));
        }
        return folder;
    }

    /** The arguments of {@code scripts/pool} that pool them. */
    static List<String> run(Path input, Path output, String... further) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("run", "--input", input.toString(), "--output", output.toString()));
        arguments.addAll(List.of("--pool", "max_pool2d(head, kernel_size=2)"));
        arguments.addAll(List.of("--pool", "adaptive_avg_pool2d(stage5, output_size=1)"));
        arguments.addAll(List.of("--compression", "zstd:9", "--target-file-size", "1KiB"));
        arguments.addAll(List.of(further));
        return arguments;
    }

    /** The digest of every data file and of all rejects, by relative path; the report tells times and is left out. */
    static SortedMap<String, String> digests(Path dataset) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path file : files(dataset)) {
            if (file.toString().endsWith(".parquet") && !file.endsWith("_pooling/files.parquet")) {
                digests.put(dataset.relativize(file).toString(), sha256(file));
            }
        }
        assertThat(digests).isNotEmpty();
        return digests;
    }

    /** The number of units that the run to {@code output} has journaled in its staging folder. */
    static long journaled(Path output) throws IOException {
        String staging = output.getFileName() + ".staging-";
        return files(output.getParent()).stream()
                .filter(file -> file.toString().contains("/" + staging))
                .filter(file ->
                        file.getParent().endsWith("journal") && file.toString().endsWith(".json"))
                .count();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            return List.of(); // Files come and go while we walk.
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
