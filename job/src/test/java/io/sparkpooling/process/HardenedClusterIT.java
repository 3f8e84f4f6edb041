package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/spark-hardened.conf} on a real cluster, with someone who reads what driver and executors say to each other. */
class HardenedClusterIT {
    private static final int UNITS = 9;
    private static final String SECRET = "canary-5f3a91c7";
    private static final String KEY = "canary-7d20b6e4";

    /** A file of the input: drivers name it to executors. */
    private static final String FILE = "part-000.parquet";

    /** Far less than the job's jar, which the executors fetch. */
    private static final long MANY_BYTES = 100_000;

    @TempDir
    Path folder;

    private Relay calls;
    private Relay blocks;
    private int userInterface;
    private int masterPages;

    @BeforeEach
    void readAlong() throws IOException {
        calls = Relay.start();
        blocks = Relay.start();
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            userInterface = one.getLocalPort();
            masterPages = other.getLocalPort();
        }
    }

    @AfterEach
    void stopTheCluster() throws IOException {
        cluster("stop").await().requireExitCode(0);
        calls.close();
        blocks.close();
    }

    @Test
    void onlyWhoKnowsTheSecretRunsAndNobodyReadsIt() throws IOException, InterruptedException {
        Path properties = properties(Files.readString(Script.REPOSITORY.resolve("conf/spark-hardened.conf"))
                + "\nspark.authenticate.secret " + SECRET);
        String master = cluster("start").await().requireExitCode(0).out().strip();
        Path input = Samples.ofUnits(folder.resolve("input"), UNITS);

        Path output = folder.resolve("output");
        Script driver =
                Script.start(folder, Map.of("POOL_LOG_LEVEL", "info"), "pool", arguments(master, input, output));
        List<String> commands = new ArrayList<>();
        Script.awaitUntil(() -> commands.addAll(executors()) && Samples.journaled(output) >= 1, driver);
        assertThat(listens(userInterface)).isFalse();
        assertThat(killed()).isFalse();
        Script.Result result = driver.await().requireExitCode(0);
        assertThat(result.out()).contains("rows     36 read = 36 pooled + 0 rejected + 0 in rejected files");
        assertThat(Samples.digests(output)).hasSize(UNITS);

        assertThat(commands).isNotEmpty().noneMatch(command -> command.contains(SECRET) || command.contains(KEY));
        requireNoSecretBelow(folder, properties);
        assertThat(events())
                .contains("\"spark.authenticate\":\"true\"")
                .contains("\"spark.network.crypto.cipher\":\"AES/GCM/NoPadding\"")
                .contains("\"spark.hadoop.fs.s3a.secret.key\":\"*********(redacted)\"");
        assertThat(result.err()).contains("authentication enabled").doesNotContain("Started SparkUI");
        assertThat(Files.readString(folder.resolve("cluster/master.log")))
                .contains("authentication enabled")
                .doesNotContain("REST server");
        assertThat(calls.bytes()).isGreaterThan(MANY_BYTES);
        assertThat(blocks.bytes()).isPositive();
        assertThat(List.of(calls, blocks)).noneMatch(relay -> relay.heard(KEY) || relay.heard(FILE));
        requireRefused(master, input);
    }

    /** Whoever reads along, opens the page and presses the button is no straw man. */
    @Test
    void withoutTheProfileAnyoneReadsTheKeyOpensThePageAndEndsTheRun() throws IOException, InterruptedException {
        properties("");
        String master = cluster("start").await().requireExitCode(0).out().strip();
        Path input = Samples.ofUnits(folder.resolve("input"), UNITS);
        Path output = folder.resolve("output");
        Script driver = Script.start(folder, Map.of(), "pool", arguments(master, input, output));
        Script.awaitUntil(() -> Samples.journaled(output) >= 1, driver);
        assertThat(listens(userInterface)).isTrue();
        assertThat(calls.heard(KEY)).isTrue();
        assertThat(calls.heard(FILE)).isTrue();
        assertThat(killed()).isTrue();
        assertThat(driver.await().exitCode()).isNotZero();
        assertThat(output).doesNotExist();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Whether the master's page takes the button that ends an application. */
    private boolean killed() throws IOException, InterruptedException {
        Matcher application = Pattern.compile("app-[0-9]{14}-[0-9]{4}")
                .matcher(Files.readString(folder.resolve("cluster/master.log")));
        assertThat(application.find()).isTrue();
        String form = "terminate=true&id=" + application.group();
        HttpRequest press = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/app/kill/".formatted(masterPages)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        int status = HttpClient.newHttpClient()
                .send(press, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        return status < HttpURLConnection.HTTP_BAD_REQUEST;
    }

    /** A copy that only its owner can read, with a key, an event log to look for it in, and a driver that is called by the relays. */
    private Path properties(String profile) throws IOException {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path file = Files.createFile(
                folder.resolve("private.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                profile + """

                spark.hadoop.fs.s3a.secret.key %s
                spark.executor.memory 1g
                spark.eventLog.enabled true
                spark.eventLog.rolling.enabled false
                spark.eventLog.compress false
                spark.eventLog.dir %s
                spark.driver.host %s
                spark.driver.bindAddress 127.0.0.1
                spark.driver.port %d
                spark.driver.blockManager.port %d
                spark.ui.port %d
                """.formatted(KEY, events.toUri(), Relay.HERE, calls.port(), blocks.port(), userInterface));
    }

    private List<String> arguments(String master, Path input, Path output) {
        return Samples.run(
                input,
                output,
                "--master",
                master,
                "--properties-file",
                folder.resolve("private.conf").toString());
    }

    /** The command lines of the executors, as every user of the machine can see them. */
    private List<String> executors() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String worker : List.of("worker-1", "worker-2")) {
            long id = Long.parseLong(Files.readString(folder.resolve("cluster/" + worker + ".pid"))
                    .strip());
            ProcessHandle.of(id).stream()
                    .flatMap(ProcessHandle::children)
                    .map(executor -> executor.info().commandLine())
                    .flatMap(Optional::stream)
                    .forEach(commands::add);
        }
        return commands;
    }

    private String events() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            List<Path> logs = files.toList();
            assertThat(logs).hasSize(1);
            return Files.readString(logs.get(0));
        }
    }

    /** Logs of the master, the workers, the executors and the driver, the event log, the report, the manifest. */
    private static void requireNoSecretBelow(Path folder, Path except) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> read = files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(except))
                    .toList();
            assertThat(read).anyMatch(file -> file.endsWith("stderr")).anyMatch(file -> file.endsWith("report.json"));
            for (Path file : read) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text.contains(SECRET) || text.contains(KEY))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    /** It would try for a minute; that it is turned away is seen at once. */
    private void requireRefused(String master, Path input) throws IOException, InterruptedException {
        Path output = folder.resolve("refused");
        Script stranger = Script.start(
                folder,
                Map.of(),
                "pool",
                Samples.run(input, output, "--master", master, "--conf", "spark.ui.enabled=false"));
        Script.awaitUntil(() -> stranger.errors().contains("Unknown challenge message"), stranger);
        stranger.handle().destroyForcibly();
        stranger.await();
        assertThat(output).doesNotExist();
        assertThat(Samples.journaled(output)).isZero();
    }

    private Script cluster(String command) {
        Map<String, String> environment = Map.of(
                "POOL_CLUSTER_DIR", folder.resolve("cluster").toString(),
                "POOL_CLUSTER_MEMORY", "1g",
                "POOL_CLUSTER_UI_PORT", Integer.toString(masterPages),
                "POOL_CLUSTER_PROPERTIES", folder.resolve("private.conf").toString());
        return Script.start(folder, environment, "cluster", List.of(command));
    }
}
