package io.sparkpooling.job.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a kernel takes: for each tensor the mean of some milliseconds of repetitions, of the later half of the tensors (the
 * compiler is done by then) the median, which a disturbance does not move.
 */
final class KernelTime {
    private static final long SPAN_NANOS = 5_000_000;

    private final List<Double> nanosPerByte = new ArrayList<>();

    /** Takes the time of a work on that many bytes. */
    void measure(Runnable work, long bytes) {
        long begin = System.nanoTime();
        long end = begin;
        long times = 0;
        while (end - begin < SPAN_NANOS) {
            work.run();
            times++;
            end = System.nanoTime();
        }
        nanosPerByte.add((double) (end - begin) / (times * bytes));
    }

    /** Nanoseconds a byte are seconds for 10^9 bytes. NaN where nothing was measured. */
    double secondsPerGigabyte() {
        if (nanosPerByte.isEmpty()) {
            return Double.NaN;
        }
        List<Double> later = new ArrayList<>(nanosPerByte.subList(nanosPerByte.size() / 2, nanosPerByte.size()));
        Collections.sort(later);
        return later.get(later.size() / 2);
    }
}
