package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the repository's scripts. What a script prints goes to files, so that neither a full pipe nor a grandchild can block. */
final class Script {
    /** The root of the repository: tests run in the folder of their module. */
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Process process;
    private final Path out;
    private final Path err;

    private Script(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a script left: its exit code and what it printed. */
    record Result(int exitCode, String out, String err) {
        Result requireExitCode(int code) {
            assertThat(exitCode)
                    .as("exit code; standard output:%n%s%nstandard error:%n%s", out, err)
                    .isEqualTo(code);
            return this;
        }
    }

    /** Starts {@code scripts/NAME} in {@code folder}, which also gets what it prints. */
    static Script start(Path folder, Map<String, String> environment, String name, List<String> arguments) {
        Path script = REPOSITORY.resolve("scripts").resolve(name);
        return start(
                folder,
                folder,
                environment,
                Stream.concat(Stream.of(script.toString()), arguments.stream()).toList());
    }

    /**
     * Runs a line of a shell in {@code folder}, with {@code scripts/} at its start for the repository's, and {@code /data/} for a
     * folder in this one; all it prints is in {@code out}.
     */
    static Result shell(Path folder, String line) {
        String command =
                line.startsWith("scripts/") ? REPOSITORY.resolve("scripts") + line.substring("scripts".length()) : line;
        String inFolder = command.replace(" /data/", " " + folder + "/data/");
        Result result = start(folder, folder.getParent(), Map.of(), List.of("bash", "-c", "exec 2>&1\n" + inFolder))
                .await();
        return new Result(result.exitCode, result.out.replace(folder + "/data/", "/data/"), result.err);
    }

    private static Script start(Path folder, Path prints, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(prints, "script", ".out");
            Path err = Files.createTempFile(prints, "script", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Script(builder.start(), out, err);
        } catch (IOException e) {
            throw new AssertionError("Cannot start " + command, e);
        }
    }

    /** Runs {@code scripts/NAME} to its end. */
    static Result run(Path folder, String name, String... arguments) {
        return start(folder, Map.of(), name, List.of(arguments)).await();
    }

    /** The process of the script: for {@code scripts/pool} the driver, since the script becomes it. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Without what the JVM itself says about the module of its vectors. */
    private static String printed(Path file) throws IOException {
        return Files.readString(file).replaceAll("WARNING: Using incubator modules: jdk\\.incubator\\.vector\r?\n", "");
    }

    /** What it has printed to its standard error stream so far. */
    String errors() throws IOException {
        return Files.readString(err);
    }

    /** A question whose answer may fail to be had. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits, while the script runs, until something holds. */
    static void awaitUntil(Condition condition, Script script) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            if (!script.process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Not seen while the script ran; standard error:%n%s".formatted(Files.readString(script.err)));
            }
            Thread.sleep(5);
        }
    }

    /** Waits for the end, which must come. */
    Result await() {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "Not ended after %s; standard error:%n%s".formatted(LONGEST, Files.readString(err)));
            }
            return new Result(process.exitValue(), printed(out), printed(err));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
