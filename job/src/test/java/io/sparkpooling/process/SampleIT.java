package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.process.Script.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleIT {
    private static final Path OUTPUT = Script.REPOSITORY.resolve("data-samples/pooled");

    @TempDir
    Path folder;

    @Test
    void theSampleIsPooledAgainAndAgain() throws IOException {
        Result first = Script.run(folder, "run-sample").requireExitCode(0);
        assertThat(first.out())
                .contains("head", "stage5")
                .endsWith("\nDataset: %s\nReport:  %s\n".formatted(OUTPUT, OUTPUT.resolve("_pooling/report.html")));
        assertThat(OUTPUT.resolve("_pooling/manifest-000001.json")).isRegularFile();
        assertThat(OUTPUT.resolve("_pooling/report.json")).isRegularFile();
        assertThat(OUTPUT.resolve("_pooling/report.txt")).isRegularFile();
        assertThat(OUTPUT.resolve("_pooling/report.html")).isRegularFile();
        assertThat(OUTPUT.resolve("_pooling/files.parquet")).isRegularFile();

        SortedMap<String, String> digests = Samples.digests(OUTPUT);
        Script.run(folder, "run-sample").requireExitCode(0);
        assertThat(Samples.digests(OUTPUT)).isEqualTo(digests);
    }
}
