package io.sparkpooling.report.html;

import io.sparkpooling.report.FileCounts;
import io.sparkpooling.report.FileEntry;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.RowAccount;
import io.sparkpooling.report.RunReport;

/** What went wrong: where every row and every file went, and why. */
final class WrongSection implements Section {
    private static final int LISTED_FILES = 100;

    private final RunReport report;

    WrongSection(RunReport report) {
        this.report = report;
    }

    @Override
    public void write(Markup page) {
        Section.open(page, "wrong", "What went wrong", verdict());
        rows(page);
        rejects(page);
        files(page);
        if (!report.notes().isEmpty()) {
            page.element("h3", "Notes").open("ul");
            report.notes().forEach(note -> page.open("li").name(note).close());
            page.close().line();
        }
        page.close().line();
    }

    private String verdict() {
        RowAccount rows = report.totals().rows();
        FileCounts files = report.totals().files();
        boolean fine = rows.rejected() + rows.inRejectedFiles() + rows.nulled() + files.rejected() == 0;
        String account = rows.balanced() ? "Every row is accounted for." : "The account of rows does not add up.";
        return (fine ? "Nothing. " : "") + account;
    }

    private void rows(Markup page) {
        RowAccount rows = report.totals().rows();
        long fine = rows.pooled() - rows.nulled();
        long rejected = rows.rejected() + rows.inRejectedFiles();
        new RowsChart()
                .part("fine", fine, Quantity.count(fine, "row") + " pooled")
                .part("nulled", rows.nulled(), rows.nulled() + " with a null instead of a bad tensor")
                .part("rejected", rejected, rejected + " rejected")
                .write(page);
        new HtmlTable("rows", "number", "share")
                .row("read", Long.toString(rows.input()), Quantity.share(rows.input(), rows.input()))
                .row("pooled", Long.toString(rows.pooled()), Quantity.share(rows.pooled(), rows.input()))
                .row("of these with a null", Long.toString(rows.nulled()), Quantity.share(rows.nulled(), rows.input()))
                .row("rejected", Long.toString(rows.rejected()), Quantity.share(rows.rejected(), rows.input()))
                .row(
                        "in rejected files",
                        Long.toString(rows.inRejectedFiles()),
                        Quantity.share(rows.inRejectedFiles(), rows.input()))
                .writeBehind(page, "Rows in numbers");
    }

    private void rejects(Markup page) {
        if (report.rejects().isEmpty()) {
            return;
        }
        page.element("h3", "Rows by reason");
        HtmlTable table = new HtmlTable("reason", "column", "rows", "for example");
        for (RejectCount reject : report.rejects()) {
            table.row(reject.reason(), reject.column(), Long.toString(reject.rows()), reject.example());
        }
        table.write(page, "Rejected rows by reason");
    }

    private void files(Markup page) {
        FileCounts files = report.totals().files();
        page.element("h3", "Files");
        page.element(
                "p",
                "%s pooled into %s, %s rejected, %s empty, %s hidden, %s ignored."
                        .formatted(
                                files.pooled(),
                                report.totals().outputFiles(),
                                files.rejected(),
                                files.empty(),
                                files.hidden(),
                                files.ignored()));
        HtmlTable table = new HtmlTable("file", "what became of it", "why", "bytes", "rows");
        for (FileEntry file : report.leftOutFiles().stream().limit(LISTED_FILES).toList()) {
            table.row(
                    file.path(),
                    file.status().word(),
                    file.reason(),
                    Quantity.bytes(file.length()),
                    Long.toString(file.rows()));
        }
        if (!table.isEmpty()) {
            table.write(page, "Files that were not pooled");
        }
        if (report.leftOutFiles().size() > LISTED_FILES) {
            page.element(
                    "p",
                    "And %s more, in report.json and files.parquet."
                            .formatted(report.leftOutFiles().size() - LISTED_FILES));
        }
    }
}
