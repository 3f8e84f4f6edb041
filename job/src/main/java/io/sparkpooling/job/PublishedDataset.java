package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A dataset that a run has published. */
public final class PublishedDataset {
    private static final long MOST_BYTES = 1L << 28;

    private final String output;
    private final Path report;
    private final Store store;

    private PublishedDataset(String output, Path report, Store store) {
        this.output = output;
        this.report = report;
        this.store = store;
    }

    /** The dataset in that folder, or of that report. */
    public static PublishedDataset at(String output, Configuration hadoop) throws IOException {
        Path folder = HadoopPaths.parse("dataset", output, hadoop);
        if (folder.getName().endsWith(".json")) {
            return new PublishedDataset(output, folder, Store.of(folder, hadoop));
        }
        Path report = HadoopPaths.child(folder, Staging.METADATA + "/" + ReportFiles.JSON);
        return new PublishedDataset(output, report, Store.of(folder, hadoop));
    }

    /**
     * The report of the run that published last.
     *
     * @throws InvalidArgumentException if no report lies there
     */
    public RunReport report() throws IOException {
        if (!store.exists(report)) {
            throw new InvalidArgumentException(
                    "Cannot find report: %s has no %s/%s (is it a dataset that a run published?)"
                            .formatted(HadoopPaths.printable(output), Staging.METADATA, ReportFiles.JSON));
        }
        long length = store.find(report).map(Entry::length).orElse(0L);
        if (length > MOST_BYTES) {
            throw new InvalidArgumentException("[%s] Cannot read the report: %s bytes (at most %s)"
                    .formatted(HadoopPaths.printable(report), length, MOST_BYTES));
        }
        return ReportJson.read(HadoopPaths.printable(report), new String(store.read(report), StandardCharsets.UTF_8));
    }
}
