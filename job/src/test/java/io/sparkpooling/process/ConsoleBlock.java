package io.sparkpooling.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of a document that is fenced as {@code console}: commands behind <code>$ </code>, a {@code \} at the end of a line
 * going on in the next, and below each what it prints. {@code ...} in a line stands for anything there, as a line for any lines;
 * a time or a rate stands for any, and so many spaces may move as the columns with times ask for.
 */
record ConsoleBlock(List<Step> steps) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
    private static final String TIME = " *(?:[0-9]+ min )?[0-9][0-9.]* (?:ms|s|(?:[KMG]i)?B/s)\\b";
    private static final String SPACES = " {2,}";
    private static final Pattern VARYING = Pattern.compile("\\.\\.\\.|" + TIME + "|" + SPACES);

    /** A command, and a pattern of all that it prints. */
    record Step(String command, Pattern output) {}

    /** The blocks of {@code document}, in order. */
    static List<ConsoleBlock> allOf(Path document) {
        try {
            return FENCED.matcher(Files.readString(document))
                    .results()
                    .map(match -> of(match.group(1).lines().toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConsoleBlock of(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            StringBuilder command = new StringBuilder(lines.get(i++).substring("$ ".length()));
            while (command.toString().endsWith("\\")) {
                command.append('\n').append(lines.get(i++));
            }
            int start = i;
            while (i < lines.size() && !lines.get(i).startsWith("$ ")) {
                i++;
            }
            steps.add(new Step(command.toString(), pattern(lines.subList(start, i))));
        }
        return new ConsoleBlock(List.copyOf(steps));
    }

    private static Pattern pattern(List<String> output) {
        return Pattern.compile(output.stream()
                .map(line -> line.equals("...") ? "(?s:.*)" : parts(line) + "\n")
                .collect(Collectors.joining()));
    }

    private static String parts(String line) {
        StringBuilder parts = new StringBuilder();
        Matcher varying = VARYING.matcher(line);
        int from = 0;
        while (varying.find()) {
            parts.append(Pattern.quote(line.substring(from, varying.start())))
                    .append(
                            varying.group().equals("...")
                                    ? ".*"
                                    : varying.group().isBlank() ? SPACES : TIME);
            from = varying.end();
        }
        return parts.append(Pattern.quote(line.substring(from))).toString();
    }
}
