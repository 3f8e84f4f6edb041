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
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final String HEAP = "2g";

    private MemoryBenchmark() {}

    /** {@code [--gigabytes N] [--folder DIR]}. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(4, arguments);
        Path folder = options.folder();
        System.out.println("Writing the input, where it is missing ...");
        List<Path> input = FeatureMaps.in(folder.resolve("maps"), options.gigabytes());
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
        long resident = highWater(job);
        System.out.printf(
                Locale.ROOT,
                "%.2f GB of values at local[2] with a heap of %s: exit code %d after %.1f s%n"
                        + "peak heap before a collection %d MiB, after one %d MiB; peak resident %d MiB%n",
                FeatureMaps.logicalBytes(input) / 1e9,
                HEAP,
                job.waitFor(),
                (System.nanoTime() - start) / 1e9,
                largest(log, 1),
                largest(log, 2),
                resident / 1024);
        System.exit(job.waitFor());
    }

    /** The process' peak, in kB; the kernel keeps it until the process ends, so the last answer is the right one. */
    private static long highWater(Process job) throws IOException, InterruptedException {
        long largest = 0;
        Path status = Path.of("/proc/%d/status".formatted(job.pid()));
        while (job.isAlive()) {
            largest = Math.max(largest, highWater(status));
            Thread.sleep(50);
        }
        return largest;
    }

    private static long highWater(Path status) {
        try {
            Matcher matcher = HIGH_WATER.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0; // The process has ended between the question and the answer.
        }
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
