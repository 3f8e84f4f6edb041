package io.sparkpooling.job;

import io.sparkpooling.report.RowAccount;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Holds the report of a dataset's last run against the files of that run: the rows of both must be the same. */
record ReportCheck(String output, Configuration hadoop) {

    List<Finding> of(PublishedPart part, RejectedRows rejected) throws IOException {
        RunReport report;
        try {
            report = PublishedDataset.at(output, hadoop).report();
        } catch (InvalidArgumentException e) {
            return List.of(Finding.output("%s", e.getMessage()));
        }
        List<Finding> findings = new ArrayList<>();
        RowAccount rows = report.totals().rows();
        long rejects = part.files().stream()
                .mapToLong(file -> rejected.of(file.unit()))
                .sum();
        if (!report.runKey().equals(part.manifest().runKey())) {
            findings.add(Finding.output("[report.json] Not the report of the run that wrote the last manifest"));
            return findings;
        }
        require(rows.balanced(), "its rows do not balance", findings);
        require(rows.pooled() == part.rows(), rows.pooled() + " pooled, the files hold " + part.rows(), findings);
        require(rows.rejected() == rejects, rows.rejected() + " rejected, the rejects hold " + rejects, findings);
        return findings;
    }

    private static void require(boolean holds, String otherwise, List<Finding> findings) {
        if (!holds) {
            findings.add(Finding.output("[report.json] Rows do not add up: %s", otherwise));
        }
    }
}
