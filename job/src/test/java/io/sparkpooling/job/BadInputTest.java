package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import io.sparkpooling.job.fault.FaultContextFileSystem;
import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the input or the question: one clear message, its exit code, nothing half-written. */
class BadInputTest {
    private static final List<Integer> SHAPE = List.of(1, 2, 4);
    private static final String POOL = "max_pool2d(map, kernel_size=2)";

    @TempDir
    Path folder;

    @AfterEach
    void noFaults() {
        Faults.none();
    }

    private Path input() {
        return folder.resolve("in");
    }

    private Path output() {
        return folder.resolve("out");
    }

    private static Row row(long id) {
        return Row.of(id, id, 1, 2, 3, 4, 5, 6, 7);
    }

    private Path good(String name) throws IOException {
        return TensorFile.write(input().resolve(name), SHAPE, List.of(row(0), row(1), row(2)));
    }

    private Ended pool(String... more) {
        return run(input().toString(), output().toString(), POOL, more);
    }

    private static Ended run(String input, String output, String expression, String... more) {
        List<String> options = new ArrayList<>(List.of("--input", input, "--output", output, "--pool", expression));
        options.addAll(Arrays.asList(more));
        return Ended.run(options.toArray(String[]::new));
    }

    /** The run failed like this and left no trace. */
    private void requireFailed(Ended ended, int exitCode, String message) throws IOException {
        assertThat(ended).isEqualTo(new Ended(exitCode, message + "\n"));
        requireNothingWritten();
    }

    private void requireNothingWritten() throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            assertThat(names.map(name -> name.getFileName().toString()).filter(name -> name.startsWith("out")))
                    .isEmpty();
        }
    }

    private List<Row> pooled() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : LocalSpark.dataFiles(output())) {
            rows.addAll(TensorFile.read(file));
        }
        return rows;
    }

    @Test
    void aPathThatDoesNotExist() throws IOException {
        requireFailed(pool(), 30, "Cannot find input: " + input() + " (no such file or folder)");
    }

    @Test
    void anEmptyFolder() throws IOException {
        Files.createDirectories(input());
        requireFailed(pool(), 30, "Cannot find input: no files below " + input());
    }

    @Test
    void aFileOfNoBytes() throws IOException {
        good("a.parquet");
        Files.createFile(input().resolve("b.parquet"));
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).startsWith("[b.parquet] Cannot read ").contains("empty");
        requireNothingWritten();
    }

    @Test
    void aFileThatIsNotParquet() throws IOException {
        good("a.parquet");
        Files.writeString(input().resolve("b.csv"), "id,map\n0,1 2 3 4 and some more of it\n");
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).startsWith("[b.csv] Cannot read ").containsIgnoringCase("parquet");
        requireNothingWritten();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 11, 200, 400, -20, -9, -8, -1})
    void aTruncatedFile(int length) throws IOException {
        good("a.parquet");
        byte[] whole = Files.readAllBytes(good("b.parquet"));
        int kept = length > 0 ? length : whole.length + length;
        Files.write(input().resolve("b.parquet"), Arrays.copyOf(whole, kept));
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).startsWith("[b.parquet] Cannot read ");
        assertThat(ended.message().lines()).hasSize(1);
        requireNothingWritten();
    }

    @Test
    void aDamagedPageIsFoundByItsChecksum() throws IOException {
        Path file = good("a.parquet");
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 4; at < bytes.length; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == (byte) 0xe0 && bytes[at + 3] == 0x40) {
                bytes[at + 2] ^= 1;
            }
        }
        Files.write(file, bytes);
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).startsWith("[a.parquet");
        requireNothingWrittenButStaging();
    }

    private void requireNothingWrittenButStaging() {
        assertThat(output()).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadIsRejectedIfAsked() throws IOException {
        good("a.parquet");
        Files.createFile(input().resolve("b.parquet"));
        assertThat(pool("--on-bad-row", "reject", "--max-reject-fraction", "0.5")
                        .exitCode())
                .isEqualTo(10);
        assertThat(pooled()).extracting(Row::id).containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max_pool2d(mop, kernel_size=2)        | Unknown column: mop (did you mean map?
                    max_pool2d(id, kernel_size=2)         | Cannot read column id as a tensor: its type is int64
                    max_pool2d(text, kernel_size=2)       | Cannot read column text as a tensor: its type is string
                    maxpool2d(map, kernel_size=2)         | Unknown operation: maxpool2d (did you mean max_pool2d?
                    max_pool2d(map, kernelsize=2)         | Unknown parameter of max_pool2d: kernelsize (did you mean kernel_size?
                    max_pool2d(map, kernel_size=3)        | Cannot pool
                    max_pool2d(map, kernel_size=2, padding=2) | Invalid padding: 2
                    max_pool2d(map, kernel_size=0)        | Invalid kernel_size: 0
                    max_pool2d(map, kernel_size=2         | Cannot parse pooling expression: expected ')' or ','
                    """)
    void aQuestionThatDoesNotFit(String expression, String message) throws IOException {
        good("a.parquet");
        Ended ended = run(input().toString(), output().toString(), expression);
        assertThat(ended.message()).contains(message);
        assertThat(ended.exitCode()).isEqualTo(30);
        requireNothingWritten();
    }

    @Test
    void theDryRunSaysTheSame() throws IOException {
        good("a.parquet");
        for (String expression : List.of("max_pool2d(mop, kernel_size=2)", "max_pool2d(map, kernel_size=3)")) {
            Ended run = run(input().toString(), output().toString(), expression);
            Ended dryRun = Ended.command(
                    "run",
                    "--dry-run",
                    "--input",
                    input().toString(),
                    "--output",
                    output().toString(),
                    "--pool",
                    expression);
            assertThat(dryRun).isEqualTo(run);
        }
        requireNothingWritten();
    }

    @Test
    void anUnknownKeyNamesTheNearest() throws IOException {
        Path yaml = folder.resolve("job.yaml");
        Files.writeString(yaml, "inptu: in\n");
        Ended ended = Ended.command("run", "--dry-run", "--config", yaml.toString());
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message()).contains("inptu").contains("did you mean input?");
        assertThat(Ended.command("run", "--inptu", "in").message()).contains("did you mean --input?");
    }

    @Test
    void rowsThatDoNotFitTheirShape() throws IOException {
        TensorFile.write(
                input().resolve("a.parquet"), SHAPE, List.of(row(0), Row.of(1, 1, 2, 3), row(2), Row.of(3, 1)));
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(20);
        assertThat(ended.message())
                .startsWith("[a.parquet, row 1, column map] Cannot read tensor: 3 values")
                .contains("8 expected");
        requireNothingWritten();
    }

    @Test
    void badRowsAreRejectedWithFileRowAndReason() throws IOException {
        TensorFile.write(
                input().resolve("a.parquet"), SHAPE, List.of(row(0), Row.of(1, 1, 2, 3), row(2), Row.of(3, 1)));
        Ended tooMany = pool("--on-bad-row", "reject", "--max-reject-fraction", "0.4");
        assertThat(tooMany.exitCode()).isEqualTo(20);
        assertThat(tooMany.message()).startsWith("Cannot publish: 2 of 4 rows").contains("--max-reject-fraction 0.4");
        requireNothingWritten();

        assertThat(pool("--on-bad-row", "reject", "--max-reject-fraction", "0.5")
                        .exitCode())
                .isEqualTo(10);
        assertThat(pooled()).containsExactly(Row.of(0, 5, 7), Row.of(2, 5, 7));
        List<Group> rejects = rejects();
        assertThat(rejects).extracting(row -> row.getString("_file", 0)).containsOnly("a.parquet");
        assertThat(rejects).extracting(row -> row.getLong("_row", 0)).containsExactly(1L, 3L);
        assertThat(rejects).extracting(row -> row.getString("_column", 0)).containsOnly("map");
        assertThat(rejects).extracting(row -> row.getString("_reason", 0)).allSatisfy(reason -> assertThat(reason)
                .contains("8 expected"));
        assertThat(rejects).extracting(row -> row.getLong("id", 0)).containsExactly(1L, 3L);
        assertThat(rejects).extracting(row -> row.getString("text", 0)).containsExactly("row 1", "row 3");
    }

    private List<Group> rejects() throws IOException {
        try (Stream<Path> files = Files.list(output().resolve("_pooling/rejects"))) {
            return TensorFile.groups(files.findFirst().orElseThrow());
        }
    }

    @Test
    void badRowsBecomeNullIfAsked() throws IOException {
        TensorFile.write(input().resolve("a.parquet"), SHAPE, List.of(row(0), Row.of(1, 1, 2, 3), row(2)));
        assertThat(pool("--on-bad-row", "null").exitCode()).isZero();
        assertThat(pooled()).containsExactly(Row.of(0, 5, 7), Row.withoutTensor(1), Row.of(2, 5, 7));
    }

    @Test
    void nullTensorsStayNull() throws IOException {
        TensorFile.write(
                input().resolve("a.parquet"), SHAPE, List.of(Row.withoutTensor(0), row(1), Row.withoutTensor(2)));
        assertThat(pool()).isEqualTo(new Ended(0, ""));
        assertThat(pooled()).containsExactly(Row.withoutTensor(0), Row.of(1, 5, 7), Row.withoutTensor(2));
    }

    @Test
    void notANumberAndInfinitiesAreValues() throws IOException {
        float nan = Float.NaN;
        float inf = Float.POSITIVE_INFINITY;
        TensorFile.write(
                input().resolve("a.parquet"),
                SHAPE,
                List.of(Row.of(0, 0, nan, inf, 3, 4, 5, -inf, 7), Row.of(1, -inf, -inf, 1, 1, -inf, -inf, 1, inf)));
        assertThat(pool().exitCode()).isZero();
        assertThat(pooled()).containsExactly(Row.of(0, nan, inf), Row.of(1, -inf, inf));
    }

    @Test
    void noRowsGiveNoRows() throws IOException {
        TensorFile.write(input().resolve("a.parquet"), SHAPE, List.of());
        assertThat(pool()).isEqualTo(new Ended(0, ""));
        assertThat(pooled()).isEmpty();
        assertThat(output().resolve("_pooling/manifest-000001.json")).exists();
    }

    @Test
    void listsNeedAShapeAndMustFitIt() throws IOException {
        TensorFile.writeLists(input().resolve("a.parquet"), List.of(row(0), row(1)));
        Ended none = pool();
        assertThat(none.exitCode()).isEqualTo(30);
        assertThat(none.message()).contains("map").contains("--shape");
        Ended wrong = pool("--shape", "map=1,3,3");
        assertThat(wrong.exitCode()).isEqualTo(20);
        assertThat(wrong.message())
                .startsWith("[a.parquet, row 0, column map] ")
                .contains("9 expected");
        requireNothingWritten();
        assertThat(pool("--shape", "map=1,2,4").exitCode()).isZero();
        assertThat(pooled()).containsExactly(Row.of(0, 5, 7), Row.of(1, 5, 7));
    }

    @Test
    void filesThatDisagree() throws IOException {
        good("a.parquet");
        TensorFile.write(input().resolve("b.parquet"), List.of(1, 2, 3), List.of(Row.of(0, 1, 2, 3, 4, 5, 6)));
        Ended ended = pool();
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message())
                .startsWith("[b.parquet] Cannot pool it with the other files: ")
                .contains("map", "1x2x3", "1x2x4");
        requireNothingWritten();
    }

    @Test
    void anOutputThatIsTheInputOrLiesInOrAroundIt() throws IOException {
        good("sub/a.parquet");
        requireFailed(
                run(input().toString(), input().toString(), POOL),
                30,
                "Invalid output: %s (it is the input %s)".formatted(input(), input()));
        requireFailed(
                run(input().toString(), input() + "/out", POOL),
                30,
                "Invalid output: %s/out (it lies inside the input %s)".formatted(input(), input()));
        requireFailed(
                run(input() + "/sub", input().toString(), POOL),
                30,
                "Invalid output: %s (it lies around the input %s/sub)".formatted(input(), input()));
        assertThat(input().resolve("sub/a.parquet")).exists();
    }

    @Test
    void anOutputOnAnObjectStoreWithoutConditionsIsRefusedByName() throws IOException {
        good("a.parquet");
        Ended ended = run(input().toString(), "oss://bucket/out", POOL);
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message()).startsWith("Invalid output: oss://bucket/out (oss: is an object store");
    }

    @Test
    void aConnectorThatIsMissingIsNamed() throws IOException {
        good("a.parquet");
        requireFailed(
                run(input().toString(), "gs://bucket/out", POOL),
                30,
                "Invalid output: gs://bucket/out (Class org.apache.hadoop.fs.gs.GoogleHadoopFileSystem not found; add"
                        + " --packages org.apache.hadoop:hadoop-gcp:3.5.0)");
        requireFailed(
                run(
                        "abfss://maps@account.dfs.core.windows.net/in",
                        folder.resolve("out").toString(),
                        POOL),
                30,
                "Invalid input: abfss://maps@account.dfs.core.windows.net/in (Class"
                        + " org.apache.hadoop.fs.azurebfs.SecureAzureBlobFileSystem not found; add"
                        + " --packages org.apache.hadoop:hadoop-azure:3.5.0)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOutputThatCannotBeWritten() throws IOException {
        good("a.parquet");
        Ended ended = run(input().toString(), "/proc/out", POOL);
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).startsWith("Cannot write output: /proc/out (");
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        good("a.parquet");
        org.apache.hadoop.conf.Configuration conf = LocalSpark.context().hadoopConfiguration();
        conf.set("fs.fault.impl", FaultFileSystem.class.getName());
        conf.set("fs.AbstractFileSystem.fault.impl", FaultContextFileSystem.class.getName());
        String output = "fault:" + output();
        Faults.none();
        assertThat(run(input().toString(), output, POOL)).isEqualTo(new Ended(0, ""));
        List<Integer> writes = new ArrayList<>();
        for (int call = 0; call < Faults.calls(); call++) {
            if (Faults.call(call).startsWith("write ")) {
                writes.add(call);
            }
        }
        assertThat(writes).isNotEmpty();
        int last = writes.get(writes.size() - 1);
        deleteOutput();
        Faults.at(last, Faults.Kind.DISK_FULL);
        Ended ended = run(input().toString(), output, POOL);
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message()).contains("No space left on device").contains(output);
        requireNothingWrittenButStaging();
    }

    private void deleteOutput() throws IOException {
        try (Stream<Path> files = Files.walk(output())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "100%",
                "a%20b",
                "a#b",
                "st*r",
                "größe",
                "{a,b}",
                "[x]",
                "new\nline",
                "a:b",
                "q?",
                "back\\slash",
                "🐟",
                "-dash",
                "+"
            })
    void everyNameIsTakenAsItIs(String name) throws IOException {
        good(name + "/" + name + ".parquet");
        TensorFile.write(input().resolve("plain.parquet"), SHAPE, List.of(row(9)));
        String output = output() + name;
        assertThat(run(input().toString(), output, POOL)).isEqualTo(new Ended(0, ""));
        List<Path> files = LocalSpark.dataFiles(Path.of(output));
        assertThat(files)
                .extracting(file -> Path.of(output).relativize(file.getParent()).toString())
                .containsExactlyInAnyOrder("", name);
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            rows.addAll(TensorFile.read(file));
        }
        assertThat(rows).extracting(Row::id).containsExactlyInAnyOrder(0L, 1L, 2L, 9L);
    }

    @Test
    void hiddenFilesAreAccountedForAndNotRead() throws IOException {
        good("a.parquet");
        Files.writeString(input().resolve("_SUCCESS"), "");
        Files.writeString(input().resolve(".a.parquet.crc"), "crc");
        assertThat(pool()).isEqualTo(new Ended(0, ""));
        assertThat(Files.readString(output().resolve("_pooling/report.json"))).contains("_SUCCESS", ".a.parquet.crc");
    }
}
