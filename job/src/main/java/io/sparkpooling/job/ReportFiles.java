package io.sparkpooling.job;

import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.job.publish.UnitFiles;
import io.sparkpooling.report.FileEntry;
import io.sparkpooling.report.FilesParquet;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.ReportText;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.html.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Writes a run's report into the dataset that is about to be published. */
final class ReportFiles {
    /** The report for programs. */
    static final String JSON = "report.json";

    private static final String HTML = "report.html";
    private static final String TEXT = "report.txt";
    private static final String FILES = "files.parquet";

    private final Staging staging;

    ReportFiles(Staging staging) {
        this.staging = staging;
    }

    /** Writes the report of a run that ends now. */
    RunReport write(ReportBuilder builder, Instant started) throws IOException {
        List<FileEntry> files = builder.files();
        RunReport report = builder.report(started, files);
        write(JSON, ReportJson.write(report));
        write(TEXT, ReportText.of(report));
        write(HTML, HtmlReport.of(report));
        try (OutputStream out = UnitFiles.create(staging, staging.metadata(FILES))) {
            FilesParquet.write(out, files);
        }
        return report;
    }

    private void write(String name, String text) throws IOException {
        try (OutputStream out = UnitFiles.create(staging, staging.metadata(name))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
