package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Main;
import io.sparkpooling.pooling.PoolingExpression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmitArguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The documents' {@code sh} blocks, whose lines need a cluster, an object store, or hours. A shell runs them with stand-ins for
 * {@code spark-submit}, Maven and the scripts that do not end in it; {@code scripts/pool} is the real one. So each line is the
 * shell's, Spark takes its options and the program takes the rest.
 */
class DocumentLinesTest {
    private static final String RECORD = "#!/bin/sh\nprintf '%%s\\0' '%s' \"$@\" >> calls\nprintf '\\n' >> calls\n";

    private static final Path REPOSITORY = GeneratedPart.repository();

    @TempDir
    Path folder;

    static List<DocumentBlock> blocks() {
        return DocumentBlock.all("sh");
    }

    /** A repository of stand-ins around the real {@code scripts/pool}, as if the job were built. */
    @BeforeEach
    void standIns() throws IOException {
        for (String built : List.of("pom.xml", "job/pom.xml", "job/src/main", "job/src/vector", "spark/jars")) {
            Files.createDirectories(folder.resolve(built));
        }
        Files.createDirectories(folder.resolve("job/target"));
        Files.createFile(folder.resolve("job/target/spark-pooling.jar"));
        Files.createSymbolicLink(folder.resolve("conf"), REPOSITORY.resolve("conf"));
        Files.writeString(folder.resolve("store.conf"), "spark.hadoop.fs.s3a.secret.key canary\n");
        Files.writeString(folder.resolve("my-secret"), "spark.authenticate.secret canary\n");
        record("spark/bin/spark-submit", "spark-submit");
        record("bin/spark-submit", "spark-submit");
        record("bin/mvn", "mvn");
        try (Stream<Path> scripts = Files.list(REPOSITORY.resolve("scripts"))) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                record("scripts/" + script.getFileName(), script.getFileName().toString());
            }
        }
        Files.createSymbolicLink(folder.resolve("scripts/lib"), REPOSITORY.resolve("scripts/lib"));
        Files.copy(
                REPOSITORY.resolve("scripts/pool"),
                folder.resolve("scripts/pool"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void record(String place, String program) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, RECORD.formatted(program));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyLineIsUnderstood(DocumentBlock block) throws IOException, InterruptedException {
        shell(block.text());
        List<List<String>> calls = calls();
        assertThat(calls).isNotEmpty();
        calls.forEach(this::requireUnderstood);
    }

    private void shell(String lines) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", lines)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        bash.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        bash.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = bash.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).isEmpty();
    }

    private List<List<String>> calls() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        for (String line : Files.readString(folder.resolve("calls")).split("\0\n")) {
            calls.add(Arrays.stream(line.split("\0"))
                    .filter(word -> !word.equals("..."))
                    .map(word -> word.endsWith(".conf") ? folder.resolve(word).toString() : word)
                    .toList());
        }
        return calls;
    }

    private void requireUnderstood(List<String> call) {
        List<String> arguments = call.subList(1, call.size());
        switch (call.get(0)) {
            case "spark-submit" -> requireSubmitted(arguments);
            case "mvn" -> requireTests(arguments);
            case "cluster" -> assertThat(List.of("start", "stop", "status")).containsAll(arguments);
            case "bench" -> requireMeasured(arguments);
            default -> assertThat(arguments).as(call.get(0)).isEmpty();
        }
    }

    /** The program's part need not be whole: {@code ...} stands for the rest. */
    private void requireSubmitted(List<String> arguments) {
        SparkSubmitArguments submit = new SparkSubmitArguments(
                CollectionConverters.asScala(arguments).toSeq(),
                scala.collection.immutable.Map$.MODULE$.from(
                        CollectionConverters.asScala(Map.of("HADOOP_CONF_DIR", "."))));
        assertThat(submit.mainClass()).isEqualTo(Main.class.getName());
        assertThat(submit.primaryResource()).endsWith("spark-pooling.jar");
        List<String> ours = CollectionConverters.asJava(submit.childArgs());
        new CommandLine(new Main()).parseArgs(ours.toArray(String[]::new));
        ours.stream().filter(word -> word.contains("(")).forEach(PoolingExpression::parse);
    }

    private static void requireTests(List<String> arguments) {
        for (String word : arguments) {
            if (word.startsWith("-Dtest=")) {
                assertThat(sources(word.substring("-Dtest=".length()) + ".java"))
                        .hasSize(1);
            } else if (word.startsWith("-D")) {
                String property = word.substring(2).split("=")[0];
                assertThat(sources(".java")).anyMatch(file -> text(file).contains('"' + property + '"'));
            }
        }
    }

    private static void requireMeasured(List<String> arguments) {
        assertThat(text(REPOSITORY.resolve("scripts/bench"))).contains("scripts/bench " + arguments.get(0));
        for (String word : arguments) {
            if (word.startsWith("--") || word.matches("[A-Z]\\w+")) {
                assertThat(Stream.concat(sources(".java").stream(), Stream.of(REPOSITORY.resolve("scripts/bench"))))
                        .as(word)
                        .anyMatch(file -> text(file).contains(word));
            }
        }
    }

    private static List<Path> sources(String end) {
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve("job/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
