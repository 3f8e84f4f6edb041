package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import io.sparkpooling.job.fault.FaultContextFileSystem;
import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.Faults;
import io.sparkpooling.job.publish.Digests;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole job whose storage fails at some call: it ends well or says that storage failed, readers see the old dataset or the
 * new one, and the same command again gives the bytes of an undisturbed run.
 */
class CrashTest {
    private static final List<Integer> SHAPE = List.of(1, 2, 2);
    private static final int FAULTS_OF_A_KIND = 4;

    @TempDir
    Path folder;

    @BeforeEach
    void anInputAndAFaultyFileSystem() throws IOException {
        Configuration conf = LocalSpark.context().hadoopConfiguration();
        conf.set("fs.fault.impl", FaultFileSystem.class.getName());
        conf.set("fs.AbstractFileSystem.fault.impl", FaultContextFileSystem.class.getName());
        Faults.none();
        TensorFile.write(folder.resolve("old/a.parquet"), SHAPE, List.of(Row.of(100, 1, 2, 3, 4)));
        for (int file = 0; file < 4; file++) {
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < 50; row++) {
                rows.add(row % 10 == 7 ? Row.of(row, 1, 2) : Row.of(row, row, file, 2, 3));
            }
            TensorFile.write(folder.resolve("in/" + file / 2 + "/" + file + ".parquet"), SHAPE, rows);
        }
    }

    @AfterEach
    void noFaults() {
        Faults.none();
    }

    private static Ended run(Path input, Path output, String mode) {
        return Ended.run(
                "--input", input.toString(),
                "--output", "fault:" + output,
                "--pool", "max_pool2d(map, kernel_size=2)",
                "--target-file-size", "1",
                "--on-bad-row", "reject",
                "--max-reject-fraction", "0.5",
                "--save-mode", mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"errorifexists", "overwrite", "append"})
    void theSameCommandAgainGivesTheSameBytes(String mode) throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CrashTest seed " + seed);
        Random random = new Random(seed);
        Path calm = ground("calm", mode);
        Map<String, String> old = data(calm);
        Faults.none();
        assertThat(run(folder.resolve("in"), calm, mode)).isEqualTo(new Ended(10, ""));
        int calls = Faults.calls();
        Map<String, String> result = data(calm);
        Map<String, String> rejects = rejects(calm);
        assertThat(rejects).hasSize(4);
        for (Faults.Kind kind : Faults.Kind.values()) {
            for (int i = 0; i < FAULTS_OF_A_KIND; i++) {
                int call = random.nextInt(calls);
                Path output = ground(kind + "-" + i, mode);
                String where = cut(output, mode, call, kind);
                requireOldOrNew(output, old, result, where);
                assertThat(run(folder.resolve("in"), output, mode).exitCode())
                        .as(where)
                        .isIn(0, 10);
                assertThat(data(output)).as(where).isEqualTo(result);
                assertThat(rejects(output)).as(where).isEqualTo(rejects);
            }
        }
    }

    /** A folder with a former dataset where the mode wants one. */
    private Path ground(String name, String mode) {
        Path output = folder.resolve(name).resolve("out");
        if (!mode.equals("errorifexists")) {
            assertThat(run(folder.resolve("old"), output, "errorifexists")).isEqualTo(new Ended(0, ""));
        }
        return output;
    }

    private String cut(Path output, String mode, int call, Faults.Kind kind) {
        Faults.at(call, kind);
        Ended ended = run(folder.resolve("in"), output, mode);
        String where = "%s at call %d, %s: %s".formatted(kind, call, Faults.call(call), ended);
        Faults.none();
        assertThat(ended.exitCode()).as(where).isIn(0, 10, 45, 60);
        return where;
    }

    private static void requireOldOrNew(Path output, Map<String, String> old, Map<String, String> result, String where)
            throws IOException {
        if (Files.exists(output) || old.isEmpty()) {
            assertThat(data(output)).as(where).isIn(old, result);
        } else {
            try (Stream<Path> beside = Files.list(output.getParent())) {
                assertThat(beside.map(path -> path.getFileName().toString()))
                        .as(where)
                        .anyMatch(name -> name.contains(".old-"));
            }
        }
    }

    /** The digests of a dataset's files, each checked against the manifest. */
    private static SortedMap<String, String> data(Path output) throws IOException {
        Configuration conf = new Configuration(false);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("file:" + output);
        Optional<Manifest> manifest = Manifest.latest(path, conf);
        SortedMap<String, String> digests = new TreeMap<>();
        for (ManifestFile file : manifest.map(Manifest::files).orElse(List.of())) {
            org.apache.hadoop.fs.Path data = new org.apache.hadoop.fs.Path(path, file.path());
            assertThat(Digests.verify(data, file.length(), file.sha256(), conf))
                    .as(file.path())
                    .isTrue();
            digests.put(file.path(), file.sha256());
        }
        return digests;
    }

    private static SortedMap<String, String> rejects(Path output) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(output.resolve("_pooling/rejects"))) {
            for (Path file : files.toList()) {
                digests.put(file.getFileName().toString(), Digests.sha256(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
