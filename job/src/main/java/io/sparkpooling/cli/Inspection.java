package io.sparkpooling.cli;

import static io.sparkpooling.report.TextTable.Align.LEFT;
import static io.sparkpooling.report.TextTable.Align.RIGHT;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.TextTable;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was found in the files of a dataset: the first in detail, of the others only in what they differ from it, since a
 * dataset of many files should have one schema.
 */
final class Inspection {
    private static final int LISTED_FILES = 10;
    private static final Pattern MAY_HOLD_TENSORS = Pattern.compile("^((large_)?list<|struct<|.*binary)");

    private final Map<String, ColumnHints> hints;
    private final List<String> detail = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private Optional<DatasetColumns> first = Optional.empty();
    private int files;
    private long rows;
    private long length;
    private long largestRange;
    private String rangeWord = "";

    Inspection(Map<String, ColumnHints> hints) {
        this.hints = hints;
    }

    /** Adds an open file. */
    void add(DatasetFile file) throws IOException {
        DatasetColumns schema = file.inspect(hints);
        files++;
        rangeWord = file.rangeWord();
        rows += file.rows();
        length += file.length();
        largestRange = Math.max(largestRange, largestRange(file));
        first.ifPresentOrElse(
                known -> schema.differenceFrom(known).ifPresent(differences::add), () -> describe(file, schema));
    }

    /** Adds a file that cannot be read. */
    void addUnreadable(String reason) {
        unreadable.add(reason);
    }

    boolean allReadable() {
        return unreadable.isEmpty();
    }

    private static long largestRange(DatasetFile file) {
        return file.ranges().stream().mapToLong(RowRange::plainBytes).max().orElse(0);
    }

    private void describe(DatasetFile file, DatasetColumns schema) {
        first = Optional.of(schema);
        detail.add("%s: %s in %s, %s"
                .formatted(
                        file.name(),
                        Quantity.count(file.rows(), "row"),
                        Quantity.count(file.ranges().size(), file.rangeWord()),
                        Quantity.bytes(file.length())));
        detail.add("written by " + (file.createdBy().isEmpty() ? "a program that does not say" : file.createdBy()));
        detail.add("");
        detail.addAll(table(schema.describe()).lines());
        detail.add("");
        List<String> remarks = Stream.concat(
                        schema.notes().stream(), schema.describe().stream().flatMap(Inspection::remark))
                .toList();
        if (!remarks.isEmpty()) {
            detail.addAll(remarks);
            detail.add("");
        }
    }

    private static TextTable table(List<ColumnDescription> columns) {
        TextTable table = new TextTable(LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT);
        table.row("column", "type", "tensor", "convention", "codec", "encodings", "plain", "stored", "ratio");
        for (ColumnDescription column : columns) {
            Optional<Recognition.Tensor> tensor = tensor(column);
            table.row(
                    column.name(),
                    column.typeText() + (column.nullable() ? "" : " not null"),
                    tensor.map(found -> found.type().toString()).orElse("-"),
                    tensor.map(found -> found.convention().name()).orElse("-"),
                    String.join(", ", column.codecs()),
                    String.join(", ", column.encodings()),
                    Quantity.bytes(column.plainBytes()),
                    Quantity.bytes(column.storedBytes()),
                    Quantity.ratio((double) column.plainBytes() / column.storedBytes()));
        }
        return table;
    }

    private static Optional<Recognition.Tensor> tensor(ColumnDescription column) {
        return column.recognition() instanceof Recognition.Tensor tensor ? Optional.of(tensor) : Optional.empty();
    }

    /** Why a column is no tensor, where the user may have meant it for one. */
    private static Stream<String> remark(ColumnDescription column) {
        boolean mayBeMeant = MAY_HOLD_TENSORS.matcher(column.typeText()).find();
        return mayBeMeant && column.recognition() instanceof Recognition.NoTensor none
                ? Stream.of(none.reason())
                : Stream.empty();
    }

    /** The whole text, with a line break at its end. */
    String text(int passedOver) {
        List<String> lines = new ArrayList<>(detail);
        if (files > 0) {
            lines.add("%s: %s, %s; largest %s %s before compression"
                    .formatted(
                            Quantity.count(files, "file"),
                            Quantity.count(rows, "row"),
                            Quantity.bytes(length),
                            rangeWord,
                            Quantity.bytes(largestRange)));
        }
        if (files > 1) {
            lines.add(
                    differences.isEmpty()
                            ? "All %d files have these columns.".formatted(files)
                            : "Files that differ from the first: %d of %d".formatted(differences.size(), files));
        }
        addSome(differences, lines);
        if (!unreadable.isEmpty()) {
            lines.add(Quantity.count(unreadable.size(), "file") + " cannot be read");
        }
        addSome(unreadable, lines);
        if (passedOver > 0) {
            lines.add(Quantity.count(passedOver, "hidden file") + " passed over.");
        }
        return Failures.printable(String.join("\n", lines)) + "\n";
    }

    private static void addSome(List<String> some, List<String> lines) {
        some.stream().limit(LISTED_FILES).forEach(line -> lines.add("  " + line));
        if (some.size() > LISTED_FILES) {
            lines.add("  and %d more".formatted(some.size() - LISTED_FILES));
        }
    }
}
