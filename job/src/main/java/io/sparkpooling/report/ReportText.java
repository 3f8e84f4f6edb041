package io.sparkpooling.report;

import static io.sparkpooling.report.TextTable.Align.LEFT;
import static io.sparkpooling.report.TextTable.Align.RIGHT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

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
        text.kept();
        text.pooling();
        text.accounts();
        return String.join("\n", text.lines) + "\n";
    }

    /** The text for a terminal of that many columns: lists instead of tables where those are wider. */
    public static String of(RunReport report, int width) {
        String wide = of(report);
        return wide.lines().allMatch(line -> line.length() <= width) ? wide : new ReportText(report).narrow(width);
    }

    private String narrow(int width) {
        NarrowText text = new NarrowText(width);
        for (TensorReport tensor : report.tensors()) {
            text.heading(tensor.outputColumn());
            narrow(text, tensor);
        }
        text.heading("all files");
        Totals totals = report.totals();
        text.entry("on disk", change(totals.storedBytesBefore(), totals.storedBytesAfter()));
        text.entry("memory", change(totals.logicalBytesBefore(), totals.logicalBytesAfter()));
        accounts(text::entry);
        return String.join("\n", text.lines()) + "\n";
    }

    private static void narrow(NarrowText text, TensorReport tensor) {
        TensorSide before = tensor.before();
        TensorSide after = tensor.after();
        Fidelity fidelity = tensor.fidelity();
        text.entry("pooling", tensor.expression())
                .entry(
                        "shape",
                        before.form().shapeText() + " -> " + after.form().shapeText())
                .entry(
                        "type",
                        before.form().elementType() + " -> " + after.form().elementType())
                .entry("on disk", change(before.storedBytes(), after.storedBytes()))
                .entry("memory", change(before.logicalBytes(), after.logicalBytes()))
                .entry("range", range(before.statistics()) + " -> " + range(after.statistics()))
                .entry(
                        "mean",
                        Quantity.value(before.statistics().mean()) + " -> "
                                + Quantity.value(after.statistics().mean()))
                .entry("zeros", zeros(before.statistics()) + " -> " + zeros(after.statistics()))
                .entry("PSNR", Quantity.decibels(fidelity.psnr()))
                .entry("energy", Quantity.share(fidelity.energyKept()))
                .entry("stable", stability(fidelity.shiftBefore()) + " -> " + stability(fidelity.shiftAfter()));
        tensor.uncovered().forEach(border -> text.entry("border", uncovered(border)));
    }

    private static String change(long before, long after) {
        return "%s -> %s (%s)"
                .formatted(Quantity.bytes(before), Quantity.bytes(after), Quantity.ratio(Ratio.of(before, after)));
    }

    private static String range(ValueStatistics statistics) {
        return Quantity.value(statistics.min()) + ".." + Quantity.value(statistics.max());
    }

    private static String zeros(ValueStatistics statistics) {
        return Quantity.share(statistics.zeros(), statistics.count());
    }

    private static String stability(ShiftChange change) {
        return Quantity.share(change.stability());
    }

    private void kept() {
        TextTable table = new TextTable(LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT, RIGHT);
        table.row("kept (sample)", "PSNR", "energy", "equal", "stability", "->", "pooled");
        for (TensorReport tensor : report.tensors()) {
            Fidelity fidelity = tensor.fidelity();
            table.row(
                    tensor.outputColumn(),
                    Quantity.decibels(fidelity.psnr()),
                    Quantity.share(fidelity.energyKept()),
                    Quantity.share(fidelity.agreement()),
                    stability(fidelity.shiftBefore()),
                    "->",
                    stability(fidelity.shiftAfter()));
        }
        lines.add("");
        lines.addAll(table.lines());
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
                table.row("", uncovered(border));
            }
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static String uncovered(UncoveredBorder border) {
        return "no window covers %s at the borders of %s"
                .formatted(Quantity.count(border.elements(), "element"), border.axisName());
    }

    /** A run rejects bad rows or writes null instead of their tensors, never both. */
    private String bad(RejectCount bad) {
        String verb = report.totals().rows().rejected() > 0 ? "rejected" : "null in";
        return "%s %s: column %s: %s".formatted(verb, Quantity.count(bad.rows(), "row"), bad.column(), bad.reason());
    }

    private void accounts() {
        TextTable table = new TextTable(LEFT, LEFT);
        accounts(table::row);
        lines.addAll(table.lines());
    }

    private void accounts(BiConsumer<String, String> table) {
        table.accept("rows", rows(report.totals().rows()));
        report.rejects().forEach(reject -> table.accept("", bad(reject)));
        table.accept("files", files(report.totals()));
        report.leftOutFiles().stream().limit(LISTED_FILES).forEach(file -> table.accept("", leftOut(file)));
        long more = report.leftOutFiles().size() - LISTED_FILES;
        if (more > 0) {
            table.accept("", "and %s more, in files.parquet".formatted(more));
        }
        table.accept("time", time(report));
        table.accept("cost", cost(report.cost()));
        report.notes().forEach(note -> table.accept("note", note));
        table.accept("dataset", report.output());
        table.accept("report", report.output() + "/_pooling/report.json");
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
