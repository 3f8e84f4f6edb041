package io.sparkpooling.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The times of one contestant over all repetitions. */
final class Series {
    private final String name;
    private final long logicalBytes;
    private final List<Double> seconds = new ArrayList<>();

    /**
     * @param logicalBytes the bytes of values that each repetition reads
     */
    Series(String name, long logicalBytes) {
        this.name = name;
        this.logicalBytes = logicalBytes;
    }

    /** Runs and times one repetition. */
    void measure(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        seconds.add((System.nanoTime() - start) / 1e9);
    }

    /** The median time, in seconds a GB (10^9 bytes) of values. */
    double secondsPerGigabyte() {
        List<Double> sorted = seconds.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return median / (logicalBytes / 1e9);
    }

    /** How many times as long as the other this one takes for the same bytes. */
    double times(Series other) {
        return secondsPerGigabyte() / other.secondsPerGigabyte();
    }

    /** Its line in the table: median, throughput, and every single time. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-34s %6.2f s/GB  %5.2f GB/s  of %.2f GB: %s",
                name,
                secondsPerGigabyte(),
                1 / secondsPerGigabyte(),
                logicalBytes / 1e9,
                seconds.stream()
                        .map(time -> String.format(Locale.ROOT, "%.2f", time))
                        .collect(Collectors.joining(" ", "", " s")));
    }

    /** Something that takes time. */
    interface Work {
        void run() throws Exception;
    }
}
