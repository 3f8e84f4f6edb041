package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.process.Script.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolScriptIT {
    @TempDir
    Path folder;

    @Test
    void printsWhatTheCommandPrintsAndNothingElse() {
        Result result = pool("--version").requireExitCode(0);
        assertThat(result.out()).isEqualTo("spark-pooling 0.1.0\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theExitCodePassesThrough() {
        Result result = pool("operatins").requireExitCode(30);
        assertThat(result.err()).startsWith("Unknown command: operatins (did you mean operations?");
    }

    @Test
    void argumentsArriveAsTheyWereTyped() {
        String name = "a  b#c%20*?$HOME\"'\\ö";
        Result result = pool("operations", name).requireExitCode(30);
        assertThat(result.err()).startsWith("Unknown operation: " + name + " (did you mean ");
    }

    @Test
    void optionsOfSparkCanStandAnywhere() {
        Result result = pool(
                        "operations",
                        "--conf",
                        "spark.pooling.nonsense=a b",
                        "--driver-memory=512m",
                        "max_pool2d",
                        "--master",
                        "local[1]")
                .requireExitCode(30);
        assertThat(result.err()).startsWith("Unknown option: --master");
    }

    @Test
    void verboseShowsWhereAnErrorWasThrown() {
        Result result = pool("operations", "nope", "--verbose").requireExitCode(30);
        assertThat(result.err()).contains("at io.sparkpooling.pooling.Operations.named(");
    }

    @Test
    void aSparkHomeWithoutJarsIsNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Result result = Script.start(folder, Map.of("SPARK_HOME", empty.toString()), "pool", List.of("operations"))
                .await()
                .requireExitCode(60);
        assertThat(result.err()).startsWith("Cannot use SPARK_HOME " + empty + ": it has no folder jars;");
    }

    /** A Spark whose spark-submit says on how wide a terminal progress would be shown; a dumb one cannot write over a line. */
    @Test
    void progressIsDrawnOnATerminalThatCanWriteOverALine() throws IOException {
        Files.createDirectories(folder.resolve("spark/jars"));
        Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\necho \"columns [$POOL_TERMINAL]\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        assertThat(inTerminal("SPARK_HOME=" + folder.resolve("spark"), "TERM=xterm", "operations"))
                .isEqualTo("columns [40]\r\n");
        assertThat(inTerminal("SPARK_HOME=" + folder.resolve("spark"), "TERM=dumb", "operations"))
                .isEqualTo("columns []\r\n");
    }

    @Test
    void colourIsForTerminalsOfThoseWhoWantIt() {
        assertThat(inTerminal("-u NO_COLOR", "TERM=xterm", "--help")).contains("\u001b[1mrun");
        assertThat(inTerminal("TERM=xterm", "NO_COLOR=1", "--help"))
                .contains("  run         Pools every tensor")
                .doesNotContain("\u001b");
    }

    private String inTerminal(String variable, String other, String arguments) {
        String pool = Script.REPOSITORY.resolve("scripts/pool") + " " + arguments;
        return Script.shell(
                        folder, "script -qec 'stty cols 40; env " + variable + " " + other + " " + pool + "' /dev/null")
                .requireExitCode(0)
                .out();
    }

    private Result pool(String... arguments) {
        return Script.run(folder, "pool", arguments);
    }
}
