package io.sparkpooling.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured of one case, all in seconds for a GB (10^9 bytes) of maps, medians.
 *
 * @param storedOverPlain bytes of the files over those of the maps
 * @param floor processor time of decompressing and copying the input, once
 * @param read processor time of reading it
 * @param job processor time of the job's tasks
 * @param memoryCopy processor time of reading the bytes of input and output from the page cache and copying them once
 * @param jobElapsed time of the job's tasks by the clock
 * @param fileCopyElapsed time by the clock of copying the input's files to the same disk, durably
 */
record IoResult(
        IoCase form,
        double storedOverPlain,
        double floor,
        double read,
        double job,
        double memoryCopy,
        double jobElapsed,
        double fileCopyElapsed) {

    static final String HEADER = "| convention | stored as | stored / plain | decompress and copy, GB/s | read, GB/s"
            + " | decompress and copy / read, time | job, GB/s | copy in memory / job, time"
            + " | job by the clock, GB/s | copy of the files, GB/s | copy of the files / job, time |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|";

    /** Its line in the table. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
                form.convention(),
                form.variant(),
                storedOverPlain,
                1 / floor,
                1 / read,
                floor / read,
                1 / job,
                memoryCopy / job,
                1 / jobElapsed,
                1 / fileCopyElapsed,
                fileCopyElapsed / jobElapsed);
    }

    /** The same for programs. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("convention", form.convention());
        json.put("format", form.variant().format());
        json.put("compression", form.variant().compression());
        json.put("encoding", form.variant().encoding());
        json.put("bytes", form.bytes());
        json.put("storedOverPlain", storedOverPlain);
        json.put("decompressAndCopyProcessorSecondsPerGigabyte", floor);
        json.put("readProcessorSecondsPerGigabyte", read);
        json.put("jobProcessorSecondsPerGigabyte", job);
        json.put("copyInMemoryProcessorSecondsPerGigabyte", memoryCopy);
        json.put("jobElapsedSecondsPerGigabyte", jobElapsed);
        json.put("copyOfFilesElapsedSecondsPerGigabyte", fileCopyElapsed);
        return json;
    }
}
