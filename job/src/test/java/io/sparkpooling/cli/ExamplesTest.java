package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkpooling.pooling.PoolingExpression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.deploy.SparkSubmitArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import scala.jdk.javaapi.CollectionConverters;

/** The files of {@code conf/examples}, as far as they can be checked without the service that each is for. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../conf/examples");

    @TempDir
    Path folder;

    /** What the program would make of these arguments: a command that it has, options that it has, an expression that it reads. */
    private static void requireUnderstood(List<String> arguments) {
        new CommandLine(new Main()).setExpandAtFiles(false).parseArgs(arguments.toArray(String[]::new));
        arguments.stream().filter(argument -> argument.contains("(")).forEach(PoolingExpression::parse);
    }

    /** The words that a shell makes of a text; a program that prints its arguments stands for the one that it runs. */
    private List<String> shell(String script, String program, String... arguments) throws IOException {
        Path stand = folder.resolve(program);
        Files.writeString(stand, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(stand.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        return new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"standalone, spark://example-master:7077", "yarn, yarn", "kubernetes, k8s://https://example-api:6443"})
    void sparkTakesTheSubmitLinesAndWeTheRest(String cluster, String master) throws IOException {
        String script = Files.readString(EXAMPLES.resolve("spark-submit.sh"));
        SparkSubmitArguments submit = new SparkSubmitArguments(
                CollectionConverters.asScala(shell(script, "spark-submit", cluster))
                        .toSeq(),
                scala.collection.immutable.Map$.MODULE$.from(
                        CollectionConverters.asScala(Map.of("HADOOP_CONF_DIR", "."))));
        assertThat(submit.maybeMaster().get()).isEqualTo(master);
        assertThat(submit.mainClass()).isEqualTo(Main.class.getName());
        assertThat(submit.primaryResource()).endsWith("spark-pooling.jar");
        List<String> ours = CollectionConverters.asJava(submit.childArgs());
        assertThat(ours).startsWith("run").hasSize(7);
        requireUnderstood(ours);
    }

    @Test
    void theSparkApplicationRunsOurClassWithOurOptions() throws IOException {
        JsonNode application = new YAMLMapper()
                .readTree(EXAMPLES.resolve("spark-application.yaml").toFile());
        assertThat(application.path("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
        assertThat(application.path("kind").asText()).isEqualTo("SparkApplication");
        JsonNode spec = application.path("spec");
        assertThat(spec.path("mainClass").asText()).isEqualTo(Main.class.getName());
        assertThat(spec.path("sparkVersion").asText()).isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
        List<String> arguments = new ArrayList<>();
        spec.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        assertThat(arguments).startsWith("run").hasSize(7);
        requireUnderstood(arguments);
        assertThat(Files.readString(EXAMPLES.resolve("Dockerfile")))
                .contains("FROM apache/spark:%s-"
                        .formatted(spec.path("sparkVersion").asText()))
                .contains(spec.path("mainApplicationFile").asText().replace("local://", " "));
    }

    @Test
    void theDagRunsAndVerifiesWithOurOptions() throws IOException {
        Matcher tasks = Pattern.compile("application_args=\\[(.*?)\\],\n", Pattern.DOTALL)
                .matcher(Files.readString(EXAMPLES.resolve("airflow_dag.py")));
        List<String> commands = new ArrayList<>();
        while (tasks.find()) {
            List<String> arguments = Pattern.compile("\"([^\"]*)\"")
                    .matcher(tasks.group(1))
                    .results()
                    .map(word -> word.group(1))
                    .toList();
            requireUnderstood(arguments);
            commands.add(arguments.get(0));
        }
        assertThat(commands).containsExactly("run", "verify");
    }

    @Test
    void theCronLineHasFiveFieldsAndOurOptions() throws IOException {
        String line = Files.readAllLines(EXAMPLES.resolve("crontab")).stream()
                .filter(text -> !text.startsWith("#"))
                .findFirst()
                .orElseThrow();
        assertThat(line).matches("([0-9*]+ ){5}flock .*/scripts/pool run .*");
        List<String> arguments = shell("pool" + line.substring(line.indexOf("/scripts/pool") + 13), "pool");
        assertThat(arguments).startsWith("run").contains("append");
        requireUnderstood(arguments);
    }
}
