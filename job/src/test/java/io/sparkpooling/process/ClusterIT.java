package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIT {
    private static final int UNITS = 36;

    @TempDir
    Path folder;

    @AfterEach
    void stopTheCluster() {
        cluster("stop").await().requireExitCode(0);
        assertThat(cluster("status").await().requireExitCode(1).out()).doesNotContain(" running, process");
    }

    @Test
    void aKilledExecutorCostsNothingButTime() throws IOException, InterruptedException {
        Path input = Samples.ofUnits(folder.resolve("input"), UNITS);
        Path local = folder.resolve("local");
        Script.start(folder, Map.of(), "pool", Samples.run(input, local, "--master", "local[2,4]"))
                .await()
                .requireExitCode(0);

        String master = cluster("start").await().requireExitCode(0).out().strip();
        assertThat(cluster("start").await().requireExitCode(0).out().strip()).isEqualTo(master);
        assertThat(master).matches("spark://127\\.0\\.0\\.1:[0-9]+");

        Path output = folder.resolve("output");
        Script driver = Script.start(
                folder,
                Map.of(),
                "pool",
                Samples.run(input, output, "--master", master, "--conf", "spark.executor.memory=1g"));
        Script.awaitUntil(() -> Samples.journaled(output) >= 3, driver);
        ProcessHandle executor = executor().orElseThrow();
        executor.destroyForcibly();
        assertThat(Samples.journaled(output)).isLessThan(UNITS);

        assertThat(driver.await().requireExitCode(0).err()).contains("Lost executor");
        assertThat(executor.isAlive()).isFalse();
        assertThat(Samples.digests(output)).hasSize(UNITS).isEqualTo(Samples.digests(local));
    }

    /** An executor of ours: a child of one of our workers. */
    private Optional<ProcessHandle> executor() throws IOException {
        long worker = Long.parseLong(
                Files.readString(folder.resolve("cluster/worker-1.pid")).strip());
        return ProcessHandle.of(worker).orElseThrow().children().findFirst();
    }

    private Script cluster(String command) {
        Map<String, String> environment =
                Map.of("POOL_CLUSTER_DIR", folder.resolve("cluster").toString(), "POOL_CLUSTER_MEMORY", "1g");
        return Script.start(folder, environment, "cluster", List.of(command));
    }
}
