package io.sparkpooling.parity;

import io.sparkpooling.documents.GeneratedPart;
import io.sparkpooling.tensor.ElementType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the questions of one run were answered, by operation and element type: the rows of the page {@code docs/parity-table.md}.
 * A run with {@code -Dpooling.documents=write} writes its numbers there; every other full run must have the same rows and no
 * mismatch.
 */
final class Tally {

    /** How a question ended. */
    enum Outcome {
        EQUAL("same bits"),
        REFUSED("refused by both"),
        WITHIN("within the bound"),
        EXCEPTION("stated exception"),
        MISMATCH("mismatches");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    private record Row(String operation, ElementType type) {}

    private final Set<Outcome> possible;
    private final Map<Row, int[]> rows =
            new TreeMap<>(Comparator.comparing(Row::operation).thenComparing(Row::type));

    private Tally(Set<Outcome> possible) {
        this.possible = possible;
    }

    /** Of questions that PyTorch answers bit for bit, or refuses. */
    static Tally ofPyTorch() {
        return new Tally(EnumSet.complementOf(EnumSet.of(Outcome.WITHIN)));
    }

    /** Of questions that ONNX Runtime answers: bit for bit, or as near to the exact answer as its specification lets it. */
    static Tally ofOnnx() {
        return new Tally(EnumSet.complementOf(EnumSet.of(Outcome.REFUSED)));
    }

    /** One more question. */
    void count(String operation, ElementType type, Outcome outcome) {
        rows.computeIfAbsent(new Row(operation, type), row -> new int[Outcome.values().length])[outcome.ordinal()]++;
    }

    /** The number of questions that ended so. */
    int total(Outcome outcome) {
        return rows.values().stream()
                .mapToInt(counts -> counts[outcome.ordinal()])
                .sum();
    }

    /** The operations that were asked a question that ended so. */
    Set<String> operations(Outcome outcome) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue()[outcome.ordinal()] > 0)
                .map(row -> row.getKey().operation())
                .collect(Collectors.toSet());
    }

    /** The element types of which an operation was asked a question that ended so. */
    Set<ElementType> types(String operation, Outcome outcome) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().operation().equals(operation) && row.getValue()[outcome.ordinal()] > 0)
                .map(row -> row.getKey().type())
                .collect(Collectors.toSet());
    }

    /** Holds the part {@code part} of the page to this run, or writes it. */
    void requireDocumented(String part, String source, long seed) throws IOException {
        String head = "`%s`, seed %d, %d questions:\n\n".formatted(source, seed, total());
        GeneratedPart.requireEqual(
                "job/docs/parity-table.md",
                part,
                head + table(),
                text -> text.replaceAll("(?<=\\| |seed |, )\\d+(?= \\||,| questions)", "N"));
    }

    private int total() {
        return Arrays.stream(Outcome.values()).mapToInt(this::total).sum();
    }

    private String table() {
        String names = possible.stream().map(outcome -> outcome.words).collect(Collectors.joining(" | "));
        return rows.entrySet().stream()
                .map(row -> "| `%s` | %s | %d | %s |"
                        .formatted(
                                row.getKey().operation(),
                                row.getKey().type().word(),
                                Arrays.stream(row.getValue()).sum(),
                                possible.stream()
                                        .map(outcome -> Integer.toString(row.getValue()[outcome.ordinal()]))
                                        .collect(Collectors.joining(" | "))))
                .collect(Collectors.joining(
                        "\n",
                        "| operation | element type | cases | " + names + " |\n|---|---|---|---|---|---|---|\n",
                        "\n"));
    }
}
