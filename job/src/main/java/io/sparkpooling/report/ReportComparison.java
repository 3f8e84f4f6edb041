package io.sparkpooling.report;

import static io.sparkpooling.report.TextTable.Align.LEFT;
import static io.sparkpooling.report.TextTable.Align.RIGHT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Two reports side by side: sizes, time, and for each column that one of them has what was kept. */
public final class ReportComparison {
    private static final String NONE = "-";

    private final Optional<RunReport> one;
    private final Optional<RunReport> other;
    private final List<String[]> rows = new ArrayList<>();

    private ReportComparison(RunReport one, RunReport other) {
        this.one = Optional.of(one);
        this.other = Optional.of(other);
    }

    /** The text, with a line break at its end; no line is longer than {@code width} as far as a table can be avoided. */
    public static String of(RunReport one, RunReport other, int width) {
        ReportComparison comparison = new ReportComparison(one, other);
        comparison.run();
        comparison.columns();
        return String.join("\n", comparison.lines(width)) + "\n";
    }

    private void run() {
        row("dataset", RunReport::output);
        row("on disk before", run -> Quantity.bytes(run.totals().storedBytesBefore()));
        row("on disk after", run -> Quantity.bytes(run.totals().storedBytesAfter()));
        row("ratio on disk", run -> Quantity.ratio(run.totals().storedRatio()));
        row("in memory after", run -> Quantity.bytes(run.totals().logicalBytesAfter()));
        row("ratio in memory", run -> Quantity.ratio(run.totals().logicalRatio()));
        row("rows pooled", run -> Long.toString(run.totals().rows().pooled()));
        row(
                "rows rejected",
                run -> Long.toString(
                        run.totals().rows().rejected() + run.totals().rows().inRejectedFiles()));
        row("time", run -> Quantity.time(run.time().elapsedMillis()));
        row("tensors a second", run -> Quantity.bytes(run.time().logicalBytesPerSecond()));
        row("units", run -> Integer.toString(run.units().size()));
        row("saved a month, TB", run -> "USD " + Quantity.dollars(run.cost().usdPerMonthSavedPerInputTerabyte()));
    }

    private void columns() {
        Map<String, Optional<TensorReport>> left = columns(one);
        Map<String, Optional<TensorReport>> right = columns(other);
        Stream.concat(left.keySet().stream(), right.keySet().stream())
                .distinct()
                .forEach(name -> column(
                        name, left.getOrDefault(name, Optional.empty()), right.getOrDefault(name, Optional.empty())));
    }

    private static Map<String, Optional<TensorReport>> columns(Optional<RunReport> run) {
        Map<String, Optional<TensorReport>> columns = new LinkedHashMap<>();
        run.stream()
                .flatMap(report -> report.tensors().stream())
                .forEach(tensor -> columns.put(tensor.outputColumn(), Optional.of(tensor)));
        return columns;
    }

    private void column(String name, Optional<TensorReport> left, Optional<TensorReport> right) {
        rows.add(new String[] {"column " + name, "", ""});
        row("  pooling", left, right, TensorReport::operation);
        row("  shape", left, right, tensor -> tensor.after().form().shapeText());
        row("  on disk", left, right, tensor -> Quantity.bytes(tensor.after().storedBytes()));
        row("  ratio", left, right, tensor -> Quantity.ratio(tensor.storedRatio()));
        row(
                "  min",
                left,
                right,
                tensor -> Quantity.value(tensor.after().statistics().min()));
        row(
                "  max",
                left,
                right,
                tensor -> Quantity.value(tensor.after().statistics().max()));
        row(
                "  mean",
                left,
                right,
                tensor -> Quantity.value(tensor.after().statistics().mean()));
        row("  zeros", left, right, tensor -> zeros(tensor.after().statistics()));
        row("  PSNR", left, right, tensor -> Quantity.decibels(tensor.fidelity().psnr()));
        row(
                "  energy kept",
                left,
                right,
                tensor -> Quantity.share(tensor.fidelity().energyKept()));
        row(
                "  stability",
                left,
                right,
                tensor -> Quantity.share(tensor.fidelity().shiftAfter().stability()));
    }

    private static String zeros(ValueStatistics statistics) {
        return Quantity.share(statistics.zeros(), statistics.count());
    }

    private void row(String name, Function<RunReport, String> figure) {
        row(name, one, other, figure);
    }

    private <T> void row(String name, Optional<T> left, Optional<T> right, Function<T, String> figure) {
        rows.add(new String[] {
            name, left.map(figure).orElse(NONE), right.map(figure).orElse(NONE)
        });
    }

    private List<String> lines(int width) {
        TextTable table = new TextTable(LEFT, RIGHT, RIGHT);
        table.row("", "one", "other");
        rows.forEach(table::row);
        if (table.lines().stream().allMatch(line -> line.length() <= width)) {
            return table.lines();
        }
        NarrowText narrow = new NarrowText(width);
        for (String[] row : rows) {
            narrow.heading(row[0].strip());
            if (!row[0].startsWith("column ")) {
                narrow.entry("one", row[1]).entry("other", row[2]);
            }
        }
        return narrow.lines();
    }
}
