package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import io.sparkpooling.job.s3.S3Server;
import io.sparkpooling.job.s3.S3Server.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job from S3 to S3: the manifest is what publishes. */
class ObjectStoreRunTest {
    private static final S3Server S3 = S3Server.start();
    private static final List<Integer> SHAPE = List.of(1, 2, 2);
    private static final String MANIFEST = "out/_pooling/manifest-000001.json";
    private static int tests;

    @TempDir
    Path folder;

    private String bucket;

    @BeforeAll
    static void connect() {
        S3.configure(LocalSpark.context().hadoopConfiguration());
    }

    @AfterAll
    static void stop() {
        S3.close();
    }

    @BeforeEach
    void anInput() throws IOException {
        S3.weather((method, name) -> Fate.DONE);
        bucket = "job" + tests++;
        put("in/a.parquet", Row.of(0, 1, 2, 3, 4), Row.of(1, 1, 2, 3, 5));
        put("in/sub/b.parquet", Row.of(10, 1, 2, 3, 6));
    }

    private void put(String name, Row... rows) throws IOException {
        Path file = TensorFile.write(folder.resolve(name), SHAPE, List.of(rows));
        S3.put(bucket + "/" + name, Files.readAllBytes(file));
    }

    private Ended run(String input, String... more) {
        return pool("max_pool2d(map, kernel_size=2)", input, more);
    }

    private Ended pool(String expression, String input, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--input",
                "s3a://" + bucket + "/" + input,
                "--output",
                "s3a://" + bucket + "/out",
                "--pool",
                expression,
                "--target-file-size",
                "1"));
        options.addAll(List.of(more));
        return Ended.run(options.toArray(String[]::new));
    }

    private List<String> names() {
        return S3.names(bucket + "/out");
    }

    private List<String> data() {
        return names().stream()
                .filter(name -> name.endsWith(".parquet") && !name.contains("_pooling"))
                .toList();
    }

    private Verification verify() throws IOException {
        return new DatasetVerifier(
                        "s3a://" + bucket + "/out",
                        List.of(),
                        RowSample.parse("all"),
                        LocalSpark.context().hadoopConfiguration())
                .run(LocalSpark.context());
    }

    private List<Long> ids() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (JsonNode file : manifest(names().stream()
                        .filter(name -> name.contains("/manifest-"))
                        .toList())
                .path("files")) {
            Path local = folder.resolve("read.parquet");
            Files.write(local, S3.content(bucket + "/out/" + file.path("path").asText()));
            TensorFile.read(local).forEach(row -> ids.add(row.id()));
        }
        return ids.stream().sorted().toList();
    }

    private JsonNode manifest(List<String> manifests) throws IOException {
        return new ObjectMapper().readTree(S3.content(bucket + "/out" + manifests.get(manifests.size() - 1)));
    }

    @Test
    void theManifestPublishesAndTheReportSaysSo() throws IOException {
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L);
        assertThat(data()).hasSize(2).anyMatch(name -> name.startsWith("/sub/part-"));
        assertThat(names())
                .filteredOn(name -> name.startsWith("/_pooling/"))
                .containsExactly(
                        "/_pooling/files.parquet",
                        "/_pooling/manifest-000001.json",
                        "/_pooling/report.html",
                        "/_pooling/report.json",
                        "/_pooling/report.txt");
        assertThat(names()).noneMatch(name -> name.startsWith("."));
        JsonNode report = new ObjectMapper().readTree(S3.content(bucket + "/out/_pooling/report.json"));
        assertThat(report.path("publishKind").asText()).isEqualTo("manifest");
        assertThat(Ended.command("report", "s3a://" + bucket + "/out").exitCode())
                .isZero();
    }

    @Test
    void theSameRunAgainHasNothingToDoAndAppendAddsWhatIsNew() throws IOException {
        run("in");
        List<String> before = names();
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        assertThat(names()).isEqualTo(before);
        put("in/c.parquet", Row.of(20, 1, 2, 3, 7));
        assertThat(run("in", "--save-mode", "append")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L, 20L);
        assertThat(names()).contains("/_pooling/manifest-000002.json").containsAll(before);
        assertThat(names()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void anOutputThatExistsIsAConflict() throws IOException {
        run("in");
        List<String> before = names();
        Ended other = pool("avg_pool2d(map, kernel_size=2)", "in");
        assertThat(other.exitCode()).isEqualTo(40);
        assertThat(other.message()).startsWith("Cannot write output: s3a://%s/out exists".formatted(bucket));
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void overwritePutsTheNextManifestInThePlaceOfTheDataset() throws IOException {
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        put("other/c.parquet", Row.of(20, 1, 2, 3, 7));
        assertThat(run("other", "--save-mode", "overwrite")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(20L);
        assertThat(data()).hasSize(1);
        assertThat(names()).contains("/_pooling/manifest-000002.json").doesNotContain("/_pooling/manifest-000001.json");
        put("other/d.parquet", Row.of(30, 1, 2, 3, 8));
        assertThat(run("other", "--save-mode", "append")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(20L, 30L);
        Verification verification = verify();
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.comparedRows()).isEqualTo(2);
    }

    @Test
    void aRunThatDiedBeforeTheManifestIsFinishedByTheSameCommand() throws IOException {
        String manifest = bucket + "/" + MANIFEST;
        boolean[] dead = new boolean[1];
        S3.weather((method, name) -> {
            dead[0] |= method.equals("PUT") && name.equals(manifest);
            return dead[0] ? Fate.REFUSED : Fate.DONE;
        });
        assertThat(run("in").exitCode()).isEqualTo(45);
        List<String> written = data();
        assertThat(written).hasSize(2);
        assertThat(names()).doesNotContain("/_pooling/manifest-000001.json");

        S3.weather((method, name) -> method.equals("PUT") && written.contains(name.substring(bucket.length() + 4))
                ? Fate.REFUSED
                : Fate.DONE);
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L);
        assertThat(data()).isEqualTo(written);
        assertThat(names()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void afterALostAnswerNothingIsDeletedAndTheSameCommandFindsOut() throws IOException {
        String manifest = bucket + "/" + MANIFEST;
        boolean[] dead = new boolean[1];
        S3.weather((method, name) -> {
            Fate fate = dead[0] ? Fate.REFUSED : Fate.DONE;
            if (method.equals("PUT") && name.equals(manifest)) {
                dead[0] = true;
                return Fate.ANSWER_LOST;
            }
            return fate;
        });
        Ended ended = run("in");
        assertThat(ended.exitCode()).isEqualTo(45);
        assertThat(ended.message())
                .startsWith("Cannot tell whether s3a://%s/out was published: ".formatted(bucket))
                .endsWith("(nothing was deleted; the same command again finds out)\n");
        List<String> left = data();
        assertThat(left).hasSize(2);
        S3.weather((method, name) -> Fate.DONE);
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L);
        assertThat(data()).isEqualTo(left);
        assertThat(names()).contains("/_pooling/report.json").noneMatch(name -> name.startsWith("."));
    }

    @Test
    void anAnswerThatIsLostAloneIsNoFailure() throws IOException {
        String manifest = bucket + "/" + MANIFEST;
        S3.weather((method, name) -> method.equals("PUT") && name.equals(manifest) ? Fate.ANSWER_LOST : Fate.DONE);
        assertThat(run("in")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L);
    }

    @Test
    void ofTwoRunsAtATimeOnePublishesAndTheOtherTakesItsFilesBack() throws Exception {
        put("other/c.parquet", Row.of(20, 1, 2, 3, 7));
        String manifest = bucket + "/" + MANIFEST;
        CountDownLatch both = new CountDownLatch(2);
        S3.weather((method, name) -> {
            if (method.equals("PUT") && name.equals(manifest)) {
                both.countDown();
                await(both);
            }
            return Fate.DONE;
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Ended>> runs = List.of(threads.submit(() -> run("in")), threads.submit(() -> run("other")));
            List<Ended> ended = List.of(runs.get(0).get(), runs.get(1).get());
            int winner = ended.get(0).exitCode() == 0 ? 0 : 1;
            assertThat(ended.get(winner)).isEqualTo(new Ended(0, ""));
            assertThat(ended.get(1 - winner))
                    .isEqualTo(new Ended(
                            40,
                            "Cannot publish: another run published to s3a://%s/out while this run worked\n"
                                    .formatted(bucket)));
            assertThat(ids()).isEqualTo(winner == 0 ? List.of(0L, 1L, 10L) : List.of(20L));
            assertThat(data()).hasSize(winner == 0 ? 2 : 1);
            assertThat(names()).noneMatch(name -> name.startsWith("."));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        put("in/z.parquet", Row.of(30, 1, 2));
        assertThat(run("in").exitCode()).isEqualTo(20);
        assertThat(names()).isEmpty();
    }

    @Test
    void anotherRunGoesOnBesideTheDataOfOneThatDied() throws IOException {
        String manifest = bucket + "/" + MANIFEST;
        S3.weather((method, name) -> name.equals(manifest) ? Fate.REFUSED : Fate.DONE);
        assertThat(run("in").exitCode()).isEqualTo(45);
        S3.weather((method, name) -> Fate.DONE);
        assertThat(pool("avg_pool2d(map, kernel_size=2)", "in")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L);
        assertThat(data()).hasSize(4);
        assertThat(verify().findings())
                .extracting(Finding::message)
                .hasSize(2)
                .allMatch(message -> message.matches("\\[.*part-0000[01]-.*\\.parquet] No manifest names it"));
    }

    @Test
    void aStoreThatIgnoresTheConditionIsRefusedBeforeAnythingIsPooled() {
        S3.ignoreConditions();
        try {
            Ended ended = run("in");
            assertThat(ended)
                    .isEqualTo(new Ended(
                            60,
                            ("Cannot write output: s3a://%s/out (the store writes over an object although it was told to"
                                            + " create it only if absent)\n")
                                    .formatted(bucket)));
            assertThat(names()).isEmpty();
        } finally {
            S3.keepConditions();
        }
    }
}
