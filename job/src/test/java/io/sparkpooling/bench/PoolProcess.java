package io.sparkpooling.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code scripts/pool run} as a process of its own, from the repository's root. */
final class PoolProcess {
    private PoolProcess() {}

    /** The process, not started; what it prints goes to {@code pool.log} in {@code folder}. */
    static ProcessBuilder of(
            Path folder, List<Path> input, Path output, String expression, String master, String... more) {
        List<String> command = new ArrayList<>(List.of("scripts/pool", "run"));
        input.forEach(file -> command.addAll(List.of("--input", file.toString())));
        command.addAll(List.of("--output", output.toString(), "--pool", expression, "--master", master));
        command.addAll(List.of("--compression", "zstd:1"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pool.log").toFile());
    }
}
