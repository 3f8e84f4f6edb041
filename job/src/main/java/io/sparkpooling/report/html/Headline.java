package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RowAccount;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.Totals;

/** The report in one line, and in one sentence. */
final class Headline {
    private Headline() {}

    static String of(RunReport report) {
        double ratio = report.totals().storedRatio();
        if (Double.isNaN(ratio)) {
            return "Nothing was pooled";
        }
        return ratio < 1 ? "The dataset did not become smaller" : Quantity.ratio(ratio) + " times smaller on disk";
    }

    static String sentence(RunReport report) {
        Totals totals = report.totals();
        RowAccount rows = totals.rows();
        String sizes = "%s in %s became %s in %s. "
                .formatted(
                        Quantity.bytes(totals.storedBytesBefore()),
                        Quantity.count(totals.files().pooled(), "file"),
                        Quantity.bytes(totals.storedBytesAfter()),
                        Quantity.count(totals.outputFiles(), "file"));
        if (rows.input() > 1 && rows.pooled() == rows.input()) {
            return sizes + "All %s were pooled.".formatted(Quantity.count(rows.input(), "row"));
        }
        return sizes
                + "Of %s read, %s were pooled and %s rejected."
                        .formatted(
                                Quantity.count(rows.input(), "row"),
                                rows.pooled(),
                                rows.rejected() + rows.inRejectedFiles());
    }
}
