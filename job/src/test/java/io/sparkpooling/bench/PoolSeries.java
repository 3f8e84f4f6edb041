package io.sparkpooling.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Repetitions of one command of {@code scripts/pool}, each a process of its own, and what they took. */
final class PoolSeries {
    private final String name;
    private final double gigabytes;
    private final ProcessBuilder command;
    private final Path output;
    private final Series times;
    private final List<Run> runs = new ArrayList<>();

    /**
     * What one process took, in seconds, and the most memory it had.
     *
     * @param untilReport from the start of the process to the report of the run: all rows are pooled then; 0 of a plan
     */
    record Run(
            double elapsed,
            double untilReport,
            double tasks,
            double compilers,
            double collectors,
            double peakMebibytes) {}

    PoolSeries(String name, double gigabytes, ProcessBuilder command, Path output) {
        this.name = name;
        this.gigabytes = gigabytes;
        this.command = command;
        this.output = output;
        this.times = new Series(name, (long) (gigabytes * 1e9));
    }

    /** Runs the command once more. */
    void measure() throws Exception {
        Folders.remove(output);
        times.measure(() -> runs.add(run()));
        Folders.remove(output);
    }

    private Run run() throws IOException, InterruptedException {
        Instant start = Instant.now();
        Process process = command.start();
        ProcessWatch watch = ProcessWatch.untilTheEndOf(process);
        Duration elapsed = Duration.between(start, Instant.now());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d".formatted(command.command(), process.waitFor()));
        }
        return new Run(
                elapsed.toMillis() / 1000.0,
                untilReport(start),
                watch.tasks(),
                watch.compilers(),
                watch.collectors(),
                watch.peakKilobytes() / 1024.0);
    }

    private double untilReport(Instant start) throws IOException {
        Path report = output.resolve("_pooling/report.json");
        if (!Files.exists(report)) {
            return 0;
        }
        JsonNode time = new ObjectMapper().readTree(report.toFile()).get("time");
        return Duration.between(start, Instant.parse(time.get("finished").textValue()))
                        .toMillis()
                / 1000.0;
    }

    /** The median of one figure over all repetitions. */
    double median(ToDoubleFunction<Run> figure) {
        return Quartiles.of(runs.stream().mapToDouble(figure).boxed().toList(), 0.5);
    }

    /** The median time by the clock, from the start of the process to its exit. */
    double elapsed() {
        return median(Run::elapsed);
    }

    /** The median time of processors. */
    double processor() {
        return times.processor() * gigabytes;
    }

    double gigabytes() {
        return gigabytes;
    }

    /** Keeps every time in {@code outcome}. */
    void keep(Outcome outcome) {
        times.keep(outcome);
        outcome.add(name + ": each run", runs);
    }

    /** Its line in the table, of medians. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-36s %7.1f %7.1f %10.1f %7.1f %7.1f %7.1f %9.0f",
                name,
                elapsed(),
                median(Run::untilReport),
                processor(),
                median(Run::tasks),
                median(Run::compilers),
                median(Run::collectors),
                median(Run::peakMebibytes));
    }

    static String header() {
        return "%-36s %7s %7s %10s %7s %7s %7s %9s"
                .formatted("seconds", "to exit", "report", "processors", "tasks", "JIT", "GC", "peak, MiB");
    }
}
