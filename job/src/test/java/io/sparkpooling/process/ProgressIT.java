package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person, or a log, sees of a run. */
class ProgressIT {
    private static final int UNITS = 12;

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void someUnits() throws IOException {
        input = Samples.ofUnits(folder.resolve("input"), UNITS);
    }

    private List<String> run(Path output) {
        return Samples.run(input, output, "--master", "local[2]");
    }

    @Test
    void whereverItRunsAndWhoeverLooksTheDatasetIsTheSame() throws IOException {
        Path narrow = folder.resolve("narrow");
        inATerminalOfFortyColumns(run(narrow));
        Path abroad = folder.resolve("abroad");
        inAnotherLocaleAndTimeZone(abroad);
        assertThat(Samples.digests(abroad)).hasSize(UNITS).isEqualTo(Samples.digests(narrow));
    }

    /** One line that is written over, and that no width makes wrap. */
    private void inATerminalOfFortyColumns(List<String> arguments) {
        String pool = arguments.stream()
                .map(argument -> '"' + argument + '"')
                .collect(Collectors.joining(" ", Script.REPOSITORY.resolve("scripts/pool") + " ", ""));
        Script.Result result = Script.shell(folder, "script -qec 'stty cols 40; " + pool + "' /dev/null")
                .requireExitCode(0);
        List<String> bars = List.of(result.out().split("\r\u001b\\[K"));
        assertThat(bars).hasSize(1 + UNITS);
        for (String bar : bars.subList(1, bars.size())) {
            String line = bar.lines().findFirst().orElseThrow();
            assertThat(line).matches("\\[#*-*\\] +[0-9]+ %, .*").hasSizeLessThan(40);
        }
        assertThat(bars.get(UNITS)).startsWith("[##########] 100 %, ");
    }

    /** In Egypt's Arabic, Java formats numbers with other digits; on Kiritimati it is tomorrow; in Turkish, i is no small I. */
    private void inAnotherLocaleAndTimeZone(Path output) {
        Map<String, String> foreign =
                Map.of("SPARK_SUBMIT_OPTS", "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Kiritimati");
        Script.Result result =
                Script.start(folder, foreign, "pool", run(output)).await().requireExitCode(0);
        List<String> lines = result.err().lines().toList();
        assertThat(lines).hasSize(1 + 10);
        assertThat(lines.get(10)).matches("12 of 12 units, 48 rows, 6\\.7 MiB -> .* KiB, ratio [0-9.]+, [0-9.]+ s");
        assertThat(result.err()).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(result.out()).contains("rows     48 read = 48 pooled + 0 rejected + 0 in rejected files");
        assertThat(result.out()).doesNotContain("\u001b");
        Map<String, String> turkish = Map.of("SPARK_SUBMIT_OPTS", "-Duser.language=tr -Duser.country=TR");
        Script.start(folder, turkish, "pool", List.of("verify", output.toString()))
                .await()
                .requireExitCode(0);
    }
}
