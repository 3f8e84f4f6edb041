package io.sparkpooling.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The times of one contestant over all repetitions, by the clock and by the processors: the time of all threads, the JIT's and
 * the collector's too, and of child processes. Where others use the machine at the same time, the second is the fairer one.
 */
final class Series {
    private static final double CLOCK_TICKS = 100;

    private final String name;
    private final double gigabytes;
    private final List<Double> elapsed = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    /**
     * @param logicalBytes the bytes of values that each repetition reads
     */
    Series(String name, long logicalBytes) {
        this.name = name;
        this.gigabytes = logicalBytes / 1e9;
    }

    /** Runs and times one repetition. */
    void measure(Work work) throws Exception {
        double processorBefore = processorSeconds();
        long start = System.nanoTime();
        work.run();
        add((System.nanoTime() - start) / 1e9, processorSeconds() - processorBefore);
    }

    /** Notes one repetition that was timed elsewhere. */
    void add(double elapsedSeconds, double processorSeconds) {
        elapsed.add(elapsedSeconds);
        processor.add(processorSeconds);
    }

    /** The median time by the clock, in seconds a GB (10^9 bytes) of values. */
    double elapsed() {
        return Quartiles.of(elapsed, 0.5) / gigabytes;
    }

    /** The median time of processors, in seconds a GB of values. */
    double processor() {
        return Quartiles.of(processor, 0.5) / gigabytes;
    }

    /** Keeps every time in {@code outcome}. */
    void keep(Outcome outcome) {
        outcome.add(name, gigabytes, elapsed, processor);
    }

    private static double processorSeconds() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ofChildren = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / CLOCK_TICKS;
        return system.getProcessCpuTime() / 1e9 + ofChildren;
    }

    /** Its line in the table: medians, throughput, and every single time. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-42s %6.2f s/GB  %5.2f GB/s  processors %6.2f s/GB;  %.2f GB in %s, processors %s",
                name,
                elapsed(),
                1 / elapsed(),
                processor(),
                gigabytes,
                text(elapsed),
                text(processor));
    }

    private static String text(List<Double> seconds) {
        return seconds.stream()
                .map(time -> String.format(Locale.ROOT, "%.2f", time))
                .collect(Collectors.joining(" ", "", " s"));
    }

    /** Something that takes time. */
    interface Work {
        void run() throws Exception;
    }
}
