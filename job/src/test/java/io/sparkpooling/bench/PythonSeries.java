package io.sparkpooling.bench;

import java.nio.file.Path;
import java.util.List;

/** The times of a rival in Python: as a process, with the start of Python and the import of its libraries, and without them. */
final class PythonSeries {
    private final PythonRival rival;
    private final Series process;
    private final Series work;
    private PythonRival.Times times;

    PythonSeries(PythonRival rival, long logicalBytes) {
        this.rival = rival;
        this.process = new Series(rival + ", to its exit", logicalBytes);
        this.work = new Series(rival.toString(), logicalBytes);
    }

    /** Runs and times one repetition; {@code output} is written and removed. */
    void measure(List<Path> input, Path output) throws Exception {
        Folders.remove(output);
        process.measure(() -> times = rival.pool(input, output));
        work.add(times.seconds(), times.processor());
        Folders.remove(output);
    }

    /** From the start of the process to its exit. */
    Series process() {
        return process;
    }

    /** From the first file to the last. */
    Series work() {
        return work;
    }

    List<Series> all() {
        return List.of(work, process);
    }

    @Override
    public String toString() {
        return rival.toString();
    }
}
