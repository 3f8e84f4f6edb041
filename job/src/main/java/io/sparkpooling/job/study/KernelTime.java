package io.sparkpooling.job.study;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long a kernel keeps a core busy: for each tensor the mean over repetitions, of all tensors the median, which a disturbance does
 * not move. It is the thread's own time, so that others on the machine do not count. Before the first tensor it repeats until it
 * becomes no faster, so that the compiler is done.
 */
final class KernelTime {
    private static final long SPAN_NANOS = 2_000_000;
    private static final double FASTER = 0.9;
    private static final int STEADY_SPANS = 20;
    private static final int MOST_SPANS = 400;

    private final LongSupplier nanos = clock();
    private final List<Double> nanosPerByte = new ArrayList<>();

    private static LongSupplier clock() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Takes the time of a work on that many bytes. */
    void measure(Runnable work, long bytes) {
        if (nanosPerByte.isEmpty()) {
            warmUp(work);
        }
        nanosPerByte.add(nanosOf(work) / bytes);
    }

    private void warmUp(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        int steady = 0;
        for (int span = 0; span < MOST_SPANS && steady < STEADY_SPANS; span++) {
            double time = nanosOf(work);
            steady = time < FASTER * best ? 0 : steady + 1;
            best = Math.min(best, time);
        }
    }

    /** The mean of as many repetitions as take a while: reading the clock takes as long as pooling a small tensor. */
    private double nanosOf(Runnable work) {
        for (long times = 1; ; times *= 2) {
            long begin = nanos.getAsLong();
            for (long time = 0; time < times; time++) {
                work.run();
            }
            long elapsed = nanos.getAsLong() - begin;
            if (elapsed >= SPAN_NANOS) {
                return (double) elapsed / times;
            }
        }
    }

    /** Nanoseconds a byte are seconds for 10^9 bytes. NaN where nothing was measured. */
    double secondsPerGigabyte() {
        if (nanosPerByte.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(nanosPerByte);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
