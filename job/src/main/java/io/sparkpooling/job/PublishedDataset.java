package io.sparkpooling.job;

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
    private final String output;
    private final Path report;
    private final Store store;

    private PublishedDataset(String output, Path report, Store store) {
        this.output = output;
        this.report = report;
        this.store = store;
    }

    /** The dataset in that folder. */
    public static PublishedDataset at(String output, Configuration hadoop) throws IOException {
        Path folder = HadoopPaths.parse("dataset", output, hadoop);
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
        return ReportJson.read(HadoopPaths.printable(report), new String(store.read(report), StandardCharsets.UTF_8));
    }
}
