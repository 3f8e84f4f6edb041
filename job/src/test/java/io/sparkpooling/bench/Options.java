package io.sparkpooling.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a benchmark was asked for.
 *
 * @param gigabytes of values in the input, at least (10^9 bytes)
 * @param files the most that a dataset of small files has
 * @param folder where input and output lie
 * @param json where the outcome is kept, if anywhere
 * @param only the rows of a table that are measured: those in whose name it is found
 */
record Options(double gigabytes, int repetitions, int files, Path folder, Optional<Path> json, Pattern only) {
    private static final List<String> KNOWN =
            List.of("--gigabytes", "--repetitions", "--files", "--folder", "--json", "--only");

    /** The options of that command line; {@code defaultGigabytes} where it does not say. */
    static Options of(double defaultGigabytes, String... arguments) {
        Map<String, String> given = given(List.of(arguments));
        return new Options(
                Double.parseDouble(given.getOrDefault("--gigabytes", Double.toString(defaultGigabytes))),
                Integer.parseInt(given.getOrDefault("--repetitions", "5")),
                Integer.parseInt(given.getOrDefault("--files", "10000")),
                Path.of(given.getOrDefault("--folder", "job/target/bench")),
                Optional.ofNullable(given.get("--json")).map(Path::of),
                Pattern.compile(given.getOrDefault("--only", "")));
    }

    private static Map<String, String> given(List<String> words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!KNOWN.contains(words.get(i))) {
                throw new IllegalArgumentException(
                        "Unknown option: %s (known: %s)".formatted(words.get(i), String.join(", ", KNOWN)));
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("Missing value of " + words.get(i));
            }
            given.put(words.get(i), words.get(i + 1));
        }
        return given;
    }
}
