package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory of the whole job at {@code local[2]} with a heap of 2 GiB: the most that the heap held before and after a
 * collection, by the JVM's own log, and the most that the process ever had resident, by the kernel.
 */
public final class MemoryBenchmark {
    private static final Pattern COLLECTION = Pattern.compile("GC\\(\\d+\\) Pause.* (\\d+)M->(\\d+)M\\(\\d+M\\)");
    private static final String HEAP = "2g";

    private MemoryBenchmark() {}

    /** {@code [--gigabytes N] [--folder DIR] [--json FILE]}. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(4, arguments);
        Path folder = options.folder();
        System.out.println("Writing the input, where it is missing ...");
        List<Path> input = FeatureMaps.linked(folder, options.gigabytes());
        Path log = folder.resolve("gc.log").toAbsolutePath();
        Process job = PoolProcess.of(
                        folder,
                        input,
                        folder.resolve("pooled"),
                        "max_pool2d(maps, kernel_size=2)",
                        "local[2]",
                        "--save-mode",
                        "overwrite",
                        "--driver-memory",
                        HEAP,
                        "--driver-java-options",
                        "-Xlog:gc:file=" + log)
                .start();
        long start = System.nanoTime();
        long resident = ProcessWatch.untilTheEndOf(job).peakKilobytes();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%.2f GB of values at local[2] with a heap of %s: exit code %d after %.1f s%n"
                        + "peak heap before a collection %d MiB, after one %d MiB; peak resident %d MiB%n",
                FeatureMaps.logicalBytes(input) / 1e9,
                HEAP,
                job.waitFor(),
                seconds,
                largest(log, 1),
                largest(log, 2),
                resident / 1024);
        Outcome outcome = new Outcome("memory: local[2] with a heap of " + HEAP, options);
        outcome.add("exit code", job.waitFor());
        outcome.add("seconds", seconds);
        outcome.add("peak heap before a collection, MiB", largest(log, 1));
        outcome.add("peak heap after a collection, MiB", largest(log, 2));
        outcome.add("peak resident, MiB", resident / 1024);
        outcome.write(options);
        System.exit(job.waitFor());
    }

    private static long largest(Path log, int group) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(group)))
                    .max()
                    .orElse(0);
        }
    }
}
