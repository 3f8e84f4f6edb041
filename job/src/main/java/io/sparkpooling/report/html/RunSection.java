package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.TensorReport;
import io.sparkpooling.report.UnitEntry;
import java.util.Map;
import java.util.stream.Collectors;

/** How it ran: units and their time, and everything that is needed to run it again. */
final class RunSection implements Section {
    private static final int LISTED_UNITS = 200;

    private final RunReport report;

    RunSection(RunReport report) {
        this.report = report;
    }

    @Override
    public void write(Markup page) {
        Section.open(page, "run", "How it ran", "A unit is what one task reads and the one file that it writes.");
        tiles(page);
        new Timeline(report).write(page);
        page.open("p", "class", "legend")
                .element("span", "unit", "class", "key unit")
                .element("span", "unit that had failed before", "class", "key again")
                .close();
        units().writeBehind(page, "Units in numbers");
        if (report.units().size() > LISTED_UNITS) {
            page.element(
                    "p",
                    "The first %s of %s units; all are in report.json."
                            .formatted(LISTED_UNITS, report.units().size()));
        }
        page.element("h3", "Settings");
        settings().write(page, "Settings");
        page.element("h3", "Versions");
        versions().write(page, "Versions");
        page.close().line();
    }

    private void tiles(Markup page) {
        long[] millis = report.units().stream()
                .mapToLong(UnitEntry::taskMillis)
                .sorted()
                .toArray();
        long again = report.units().stream().mapToLong(UnitEntry::attempt).sum();
        page.open("div", "class", "tiles small").line();
        Section.tile(
                page,
                "Time",
                Quantity.time(report.time().elapsedMillis()),
                Quantity.time(report.time().taskMillis()) + " of tasks");
        Section.tile(
                page,
                "Throughput",
                Quantity.bytes(report.time().logicalBytesPerSecond()) + "/s",
                "of tensors in memory");
        Section.tile(
                page,
                "Units",
                Integer.toString(millis.length),
                Quantity.count(again, "retry").replace("retrys", "retries"));
        Section.tile(page, "Skew", skew(millis), "longest unit by the median one");
        page.close().line();
    }

    private static String skew(long[] sorted) {
        long median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        return median == 0 ? "–" : Quantity.ratio((double) sorted[sorted.length - 1] / median) + " ×";
    }

    private HtmlTable units() {
        HtmlTable table =
                new HtmlTable("unit", "rows", "rejected", "bytes", "time", "began", "failed before", "executor");
        for (UnitEntry unit : report.units().stream().limit(LISTED_UNITS).toList()) {
            table.row(
                    unit.name(),
                    Long.toString(unit.rows()),
                    Long.toString(unit.rejectedRows()),
                    Quantity.bytes(unit.length()),
                    Quantity.time(unit.taskMillis()),
                    unit.started(),
                    Integer.toString(unit.attempt()),
                    unit.executor());
        }
        return table;
    }

    private HtmlTable settings() {
        HtmlTable table = new HtmlTable("setting", "value");
        for (Map.Entry<String, String> setting : report.settings().entrySet()) {
            table.row(setting.getKey(), setting.getValue());
        }
        return table;
    }

    private HtmlTable versions() {
        HtmlTable table = new HtmlTable("what", "version").row("spark-pooling", report.version());
        report.environment().forEach(table::row);
        return table.row(
                        "kernels",
                        report.tensors().stream()
                                .map(TensorReport::kernel)
                                .distinct()
                                .collect(Collectors.joining(", ")))
                .row("run key", report.runKey())
                .row("published by", report.publishKind().word())
                .row("started", report.time().started())
                .row("finished", report.time().finished());
    }
}
