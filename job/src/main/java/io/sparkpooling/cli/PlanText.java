package io.sparkpooling.cli;

import io.sparkpooling.job.JobPlan;
import io.sparkpooling.job.PlannedColumn;
import io.sparkpooling.job.Preview;
import io.sparkpooling.job.RejectedFile;
import io.sparkpooling.job.Unit;
import io.sparkpooling.job.listing.SkipReason;
import io.sparkpooling.job.publish.Publication;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run would do, in plain text. */
final class PlanText {
    private static final int UNITS_SHOWN = 5;

    private PlanText() {}

    /** The lines of the plan. */
    static String of(Preview preview) {
        JobPlan plan = preview.plan();
        List<String> lines = new ArrayList<>();
        lines.add("Input       %s, %s, %s"
                .formatted(
                        Quantity.count(plan.files().size(), "file"),
                        Quantity.count(plan.rows(), "row"),
                        Quantity.bytes(plan.storedBytes())));
        preview.skipped()
                .forEach((reason, count) -> lines.add(
                        "            %s passed over: %s".formatted(Quantity.count(count, "file"), words(reason))));
        plan.rejectedFiles().stream()
                .map(RejectedFile::reason)
                .forEach(reason -> lines.add("            rejected: " + reason));
        lines.add("Output      %s (%s)".formatted(preview.output(), words(preview.outputState())));
        plan.columns().forEach(column -> lines.addAll(column(column)));
        plan.outputSchema().notes().forEach(note -> lines.add("Note        " + note));
        lines.add("On disk     %s -> about %s (%s)"
                .formatted(
                        Quantity.bytes(plan.storedBytes()),
                        Quantity.bytes(plan.predictedBytes()),
                        ratio(plan.storedBytes(), plan.predictedBytes())));
        lines.add(
                "Memory      at most %s for each task that runs at a time".formatted(Quantity.bytes(plan.taskBytes())));
        lines.addAll(units(plan.units()));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> column(PlannedColumn column) {
        List<String> lines = new ArrayList<>();
        lines.add("Column      " + column.expression().canonical());
        column.pooling().outputs().forEach(output -> lines.add(output(column, output)));
        column.pooling().uncovered().forEach(border -> lines.add("            not covered by any window: " + border));
        return lines;
    }

    private static String output(PlannedColumn column, Output output) {
        return "            %s: %s -> %s: %s (%s -> %s for each row, %s)"
                .formatted(
                        column.source().name(),
                        column.source().type(),
                        column.expression().column(output),
                        output.type(),
                        Quantity.bytes(column.pooling().input().bytes()),
                        Quantity.bytes(output.type().bytes()),
                        ratio(column.pooling().input().bytes(), output.type().bytes()));
    }

    private static List<String> units(List<Unit> units) {
        List<String> lines = new ArrayList<>();
        lines.add("Units       %d (one task and one file each)".formatted(units.size()));
        units.stream().limit(UNITS_SHOWN).map(PlanText::unit).forEach(lines::add);
        if (units.size() > UNITS_SHOWN) {
            lines.add("            ... and %d more".formatted(units.size() - UNITS_SHOWN));
        }
        return lines;
    }

    private static String unit(Unit unit) {
        String files = unit.slices().stream()
                .map(slice -> slice.file().relativePath())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        return "            %s: %s, %s of %s"
                .formatted(
                        unit.relativePath(),
                        Quantity.count(unit.rows(), "row"),
                        Quantity.bytes(unit.storedBytes()),
                        files);
    }

    private static String ratio(long before, long after) {
        if (after == 0) {
            return "nothing left";
        }
        return after > before
                ? Quantity.ratio((double) after / before) + " times larger"
                : Quantity.ratio((double) before / after) + " times smaller";
    }

    private static String words(SkipReason reason) {
        return switch (reason) {
            case HIDDEN -> "hidden, by a name that begins with _ or .";
            case OTHER_OUTPUT -> "an unpublished output of another run";
            case ALREADY_LISTED -> "a link to files that are read under another name";
        };
    }

    private static String words(Publication.State state) {
        return switch (state) {
            case ABSENT, EMPTY_FOLDER -> "new";
            case OURS_DONE -> "published by this very run already";
            case OURS_OTHER -> "a dataset of another run is there";
            case UNPUBLISHED -> "data of runs that have not published is there";
            case FOREIGN -> "something that is not ours is there";
        };
    }
}
