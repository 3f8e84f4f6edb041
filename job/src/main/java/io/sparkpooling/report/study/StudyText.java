package io.sparkpooling.report.study;

import io.sparkpooling.report.NarrowText;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The study for a terminal: one table, a line for each pooling below that of the tensors as they are; a list where it is too wide. */
public final class StudyText {
    private static final int MOST_COLUMNS = 120;

    private final StudyReport study;
    private final int width;

    private StudyText(StudyReport study, int width) {
        this.study = study;
        this.width = Math.min(width, MOST_COLUMNS);
    }

    /** The text, no line longer than {@code width} columns but for names and expressions, with a line break at its end. */
    public static String of(StudyReport study, int width) {
        StudyText text = new StudyText(study, width);
        List<StudyLine> rows = StudyLine.all(study);
        List<String> table = table(rows);
        boolean fits = table.stream().allMatch(line -> line.length() <= width);
        List<String> lines = new ArrayList<>(fits ? text.withReasons(table, rows) : text.list(rows));
        lines.add("");
        lines.addAll(text.remarks());
        return String.join("\n", lines) + "\n";
    }

    private static List<String> table(List<StudyLine> rows) {
        List<String> heads = rows.get(0).heads();
        TextTable table = new TextTable(IntStream.rangeClosed(0, heads.size())
                .mapToObj(column -> column < heads.size() ? TextTable.Align.RIGHT : TextTable.Align.LEFT)
                .toArray(TextTable.Align[]::new));
        table.row(cells(heads, "pooling"));
        rows.forEach(row -> table.row(cells(row.figures(), row.name())));
        return table.lines();
    }

    private static String[] cells(List<String> figures, String name) {
        return Stream.concat(figures.stream(), Stream.of(name)).toArray(String[]::new);
    }

    /** Below the line of each pooling that could not be computed, why. */
    private List<String> withReasons(List<String> table, List<StudyLine> rows) {
        List<String> lines = new ArrayList<>(table.subList(0, 1));
        for (int row = 0; row < rows.size(); row++) {
            lines.add(table.get(row + 1));
            if (!rows.get(row).failure().isEmpty()) {
                lines.addAll(
                        new NarrowText(width).entry("", rows.get(row).failure()).lines());
            }
        }
        return lines;
    }

    private List<String> list(List<StudyLine> rows) {
        NarrowText text = new NarrowText(width);
        for (StudyLine row : rows) {
            text.heading(row.name());
            for (int column = 0; column < row.heads().size(); column++) {
                if (!row.figures().get(column).equals(StudyLine.NONE)) {
                    text.entry(row.heads().get(column), row.figures().get(column));
                }
            }
            if (!row.failure().isEmpty()) {
                text.entry("failed", row.failure());
            }
        }
        return text.lines();
    }

    private List<String> remarks() {
        NarrowText text = new NarrowText(width);
        text.entry(
                "sample",
                "%s of %s in %s"
                        .formatted(
                                study.sampledRows() == study.rows() ? "all" : Long.toString(study.sampledRows()),
                                Quantity.count(study.rows(), "row"),
                                Quantity.count(study.files(), "file")));
        study.computed().stream()
                .flatMap(pooling -> pooling.skipped().stream())
                .distinct()
                .forEach(skipped -> text.entry("skipped", words(skipped)));
        study.notes().forEach(note -> text.entry("note", note));
        StudyWords.all(study).forEach(text::entry);
        return text.lines();
    }

    private static String words(RejectCount skipped) {
        return "%s, column %s: %s (%s)"
                .formatted(
                        Quantity.count(skipped.rows(), "row"), skipped.column(), skipped.reason(), skipped.example());
    }
}
