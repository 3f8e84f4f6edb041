package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDriverIT {
    private static final int UNITS = 36;

    @TempDir
    Path folder;

    @Test
    void theSameCommandGoesOnWhereTheDriverWasKilled() throws IOException, InterruptedException {
        Path input = Samples.ofUnits(folder.resolve("input"), UNITS);
        Path undisturbed = folder.resolve("undisturbed");
        Script.start(folder, Map.of(), "pool", Samples.run(input, undisturbed, "--master", "local[2,4]"))
                .await()
                .requireExitCode(0);

        Path output = folder.resolve("killed");
        List<String> command = Samples.run(input, output, "--master", "local[1]");
        Script killed = Script.start(folder, Map.of(), "pool", command);
        Script.awaitUntil(() -> Samples.journaled(output) >= 3, killed);
        killed.handle().destroyForcibly();
        assertThat(killed.await().exitCode()).isEqualTo(128 + 9);
        assertThat(Samples.journaled(output)).isBetween(3L, UNITS - 1L);
        assertThat(output).doesNotExist();

        Script.start(folder, Map.of(), "pool", command).await().requireExitCode(0);
        assertThat(Samples.digests(output)).hasSize(UNITS).isEqualTo(Samples.digests(undisturbed));
        assertThat(Samples.journaled(output)).isZero();
    }
}
