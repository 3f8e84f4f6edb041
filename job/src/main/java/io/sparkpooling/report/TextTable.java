package io.sparkpooling.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells in aligned columns, two spaces apart: the first column to the left, the others as the table was told. */
public final class TextTable {
    /** On which side the text of a column begins. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(Align... aligns) {
        this.aligns = List.of(aligns);
    }

    /** Adds a row with one cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != aligns.size()) {
            throw new IllegalArgumentException(
                    "Invalid row: %d cells (the table has %d columns)".formatted(cells.length, aligns.size()));
        }
        rows.add(Stream.of(cells).map(TextTable::printable).toList());
        return this;
    }

    /** The lines, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, aligns.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** File names are not ours: control characters in them must not move the cursor of whoever reads. */
    static String printable(String cell) {
        return cell.chars()
                .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString((char) c))
                .collect(Collectors.joining());
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ")
                    .append(aligns.get(column) == Align.LEFT ? cell + blanks : blanks + cell);
        }
        return line.toString().stripTrailing();
    }
}
