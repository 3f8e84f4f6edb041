package io.sparkpooling.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of one contestant: several runs at a time, since one is too short for a clock, repetitions interleaved with those of
 * the others. By the processor time of the thread, on which everything runs, and by the clock, in which other programs
 * on the machine show.
 */
final class KernelTimes {
    private static final long WARM_UP = 300_000_000;
    private static final int MOST_WARM_UPS = 6;
    private static final double STILL_FASTER = 0.95;
    private static final long ENOUGH = 4_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final KernelContestant contestant;
    private final List<Double> processor = new ArrayList<>();
    private final List<Double> elapsed = new ArrayList<>();
    private int runs;

    KernelTimes(KernelContestant contestant) {
        this.contestant = contestant;
    }

    /** Runs until it gets no faster, so that the compiler has done its work, and finds out how many runs are enough for a clock. */
    void warmUp() throws Exception {
        double before = Double.MAX_VALUE;
        double now = nanosecondsWarmingUp();
        for (int time = 1; time < MOST_WARM_UPS && now < STILL_FASTER * before; time++) {
            before = now;
            now = nanosecondsWarmingUp();
        }
        runs = (int) Math.max(1, ENOUGH / now);
    }

    private double nanosecondsWarmingUp() throws Exception {
        long begin = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - begin < WARM_UP) {
            contestant.pool();
            count++;
        }
        return (System.nanoTime() - begin) / (double) count;
    }

    void repeat() throws Exception {
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        long before = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            contestant.pool();
        }
        elapsed.add((double) (System.nanoTime() - before) / runs);
        processor.add((double) (THREADS.getCurrentThreadCpuTime() - processorBefore) / runs);
    }

    String name() {
        return contestant.name();
    }

    /** Nanoseconds of processor time for one run, of every repetition. */
    List<Double> processor() {
        return processor;
    }

    /** Nanoseconds by the clock for one run, of every repetition. */
    List<Double> elapsed() {
        return elapsed;
    }

    /** The median of {@link #processor}. */
    double median() {
        return quantile(processor, 0.5);
    }

    /** Half of the repetitions lie so far apart, as a part of the median. */
    double spread() {
        return (quantile(processor, 0.75) - quantile(processor, 0.25)) / median();
    }

    static double quantile(List<Double> times, double share) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
