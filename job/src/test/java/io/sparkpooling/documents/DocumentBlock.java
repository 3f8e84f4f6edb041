package io.sparkpooling.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A snippet of a document. Its kind is the word behind its fence, or {@link #INDENTED} for lines behind four spaces.
 *
 * @param line where it begins, counted from 1
 */
public record DocumentBlock(Path document, int line, String kind, List<String> lines) {
    static final String INDENTED = "four spaces";

    private static final String FENCE = "```";
    private static final String SPACES = "    ";

    /** Every document of the repository: README, those of the job, and those of folders that are shown beside them. */
    public static List<Path> documents() {
        Path root = GeneratedPart.repository();
        return Stream.of("README.md", "job/docs", "conf", ".github")
                .flatMap(place -> files(root.resolve(place)))
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    /** The snippets of every document. */
    public static List<DocumentBlock> all() {
        return documents().stream().flatMap(document -> of(document).stream()).toList();
    }

    /** Those of one kind. */
    public static List<DocumentBlock> all(String kind) {
        return all().stream().filter(block -> block.kind.equals(kind)).toList();
    }

    /** The snippets of one document, in order. */
    static List<DocumentBlock> of(Path document) {
        List<String> lines = read(document);
        List<DocumentBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean afterNothing = i == 0 || lines.get(i - 1).isBlank();
            Optional<DocumentBlock> block = lines.get(i).strip().startsWith(FENCE)
                    ? Optional.of(fenced(document, lines, i))
                    : Optional.of(indented(document, lines, i)).filter(found -> afterNothing && !found.lines.isEmpty());
            if (block.isPresent()) {
                blocks.add(block.get());
                i += block.get().lines.size() + (block.get().kind.equals(INDENTED) ? 0 : 1);
            }
        }
        return blocks;
    }

    private static DocumentBlock fenced(Path document, List<String> lines, int at) {
        List<String> within = lines.subList(at + 1, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals(FENCE))
                .toList();
        return new DocumentBlock(document, at + 1, lines.get(at).strip().substring(FENCE.length()), within);
    }

    private static DocumentBlock indented(Path document, List<String> lines, int at) {
        List<String> within = lines.subList(at, lines.size()).stream()
                .takeWhile(line -> line.startsWith(SPACES))
                .map(line -> line.substring(SPACES.length()))
                .toList();
        return new DocumentBlock(document, at + 1, INDENTED, within);
    }

    /** Its text, each line with its end. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return GeneratedPart.repository().relativize(document) + ":" + line + " " + kind;
    }
}
