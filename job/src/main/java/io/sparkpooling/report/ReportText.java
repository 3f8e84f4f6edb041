package io.sparkpooling.report;

import static io.sparkpooling.report.TextTable.Align.LEFT;
import static io.sparkpooling.report.TextTable.Align.RIGHT;

import java.util.ArrayList;
import java.util.List;

/**
 * The report as a short text for people: what the job prints at its end and what {@code report.txt} holds. All of it stands
 * in the JSON too, with more digits.
 */
public final class ReportText {
    private static final int LISTED_FILES = 10;

    private final RunReport report;
    private final List<String> lines = new ArrayList<>();

    private ReportText(RunReport report) {
        this.report = report;
    }

    /** The text, with a line break at its end. */
    public static String of(RunReport report) {
        ReportText text = new ReportText(report);
        text.sizes();
        text.values();
        text.pooling();
        text.accounts();
        return String.join("\n", text.lines) + "\n";
    }

    private void sizes() {
        TextTable table = new TextTable(LEFT, LEFT, LEFT, RIGHT, LEFT, RIGHT, RIGHT, LEFT, RIGHT, RIGHT);
        table.row("column", "type", "shape", "logical", "->", "pooled", "on disk", "->", "pooled", "ratio");
        report.tensors().forEach(tensor -> table.row(sizesOf(tensor)));
        Totals totals = report.totals();
        table.row(sizes(
                "all files",
                "",
                "",
                totals.logicalBytesBefore(),
                totals.logicalBytesAfter(),
                totals.storedBytesBefore(),
                totals.storedBytesAfter()));
        lines.addAll(table.lines());
    }

    private static String[] sizesOf(TensorReport tensor) {
        TensorSide before = tensor.before();
        TensorSide after = tensor.after();
        String beforeType = before.form().elementType();
        String afterType = after.form().elementType();
        return sizes(
                tensor.outputColumn(),
                beforeType.equals(afterType) ? beforeType : beforeType + " -> " + afterType,
                before.form().shapeText() + " -> " + after.form().shapeText(),
                before.logicalBytes(),
                after.logicalBytes(),
                before.storedBytes(),
                after.storedBytes());
    }

    private static String[] sizes(
            String name, String type, String shape, long before, long after, long storedBefore, long storedAfter) {
        return new String[] {
            name,
            type,
            shape,
            Quantity.bytes(before),
            "->",
            Quantity.bytes(after),
            Quantity.bytes(storedBefore),
            "->",
            Quantity.bytes(storedAfter),
            Quantity.ratio(Ratio.of(storedBefore, storedAfter))
        };
    }

    private void values() {
        TextTable table = new TextTable(LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT);
        table.row("values", "", "min", "max", "mean", "std dev", "zeros", "NaN, Inf");
        for (TensorReport tensor : report.tensors()) {
            table.row(valuesOf(tensor.outputColumn(), "before", tensor.before().statistics()));
            table.row(valuesOf("", "after", tensor.after().statistics()));
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static String[] valuesOf(String name, String side, ValueStatistics statistics) {
        return new String[] {
            name,
            side,
            Quantity.value(statistics.min()),
            Quantity.value(statistics.max()),
            Quantity.value(statistics.mean()),
            Quantity.value(Math.sqrt(statistics.variance())),
            Quantity.share(statistics.zeros(), statistics.count()),
            Long.toString(statistics.count() - statistics.finite())
        };
    }

    private void pooling() {
        TextTable table = new TextTable(LEFT, LEFT);
        for (TensorReport tensor : report.tensors()) {
            table.row("pooling", tensor.expression());
            for (UncoveredBorder border : tensor.uncovered()) {
                table.row(
                        "",
                        "no window covers %s at the borders of %s"
                                .formatted(Quantity.count(border.elements(), "element"), border.axisName()));
            }
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    /** A run rejects bad rows or writes null instead of their tensors, never both. */
    private String bad(RejectCount bad) {
        String verb = report.totals().rows().rejected() > 0 ? "rejected" : "null in";
        return "%s %s: column %s: %s".formatted(verb, Quantity.count(bad.rows(), "row"), bad.column(), bad.reason());
    }

    private void accounts() {
        TextTable table = new TextTable(LEFT, LEFT);
        table.row("rows", rows(report.totals().rows()));
        report.rejects().forEach(reject -> table.row("", bad(reject)));
        table.row("files", files(report.totals()));
        report.leftOutFiles().stream().limit(LISTED_FILES).forEach(file -> table.row("", leftOut(file)));
        long more = report.leftOutFiles().size() - LISTED_FILES;
        if (more > 0) {
            table.row("", "and %s more, in files.parquet".formatted(more));
        }
        table.row("time", time(report));
        table.row("cost", cost(report.cost()));
        report.notes().forEach(note -> table.row("note", note));
        table.row("dataset", report.output());
        table.row("report", report.output() + "/_pooling/report.json");
        lines.addAll(table.lines());
    }

    private static String rows(RowAccount rows) {
        String nulled = rows.nulled() == 0 ? "" : " (%s with a bad tensor as null)".formatted(rows.nulled());
        return "%s read = %s pooled%s + %s rejected + %s in rejected files"
                .formatted(rows.input(), rows.pooled(), nulled, rows.rejected(), rows.inRejectedFiles());
    }

    private static String files(Totals totals) {
        FileCounts files = totals.files();
        return "%s pooled into %s, %s rejected, %s empty, %s hidden, %s ignored"
                .formatted(
                        files.pooled(),
                        totals.outputFiles(),
                        files.rejected(),
                        files.empty(),
                        files.hidden(),
                        files.ignored());
    }

    private static String leftOut(FileEntry file) {
        return "%s %s: %s".formatted(file.status().word(), file.path(), file.reason());
    }

    private static String time(RunReport report) {
        return "%s, %s/s of tensors, %s"
                .formatted(
                        Quantity.time(report.time().elapsedMillis()),
                        Quantity.bytes(report.time().logicalBytesPerSecond()),
                        Quantity.count(report.units().size(), "unit"));
    }

    private static String cost(StorageCost cost) {
        return "saves USD %s a month for each TB of such input (at USD %s per TB and month)"
                .formatted(
                        Quantity.dollars(cost.usdPerMonthSavedPerInputTerabyte()),
                        Quantity.dollars(cost.usdPerTerabyteMonth()));
    }
}
