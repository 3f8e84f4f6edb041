package io.sparkpooling.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What a benchmark was asked for.
 *
 * @param gigabytes of values in the input, at least (10^9 bytes)
 * @param folder where input and output lie
 */
record Options(double gigabytes, int repetitions, Path folder) {

    /** The options of that command line; {@code defaultGigabytes} where it does not say. */
    static Options of(double defaultGigabytes, String... arguments) {
        List<String> words = List.of(arguments);
        Options options = new Options(defaultGigabytes, 5, Path.of("job/target/bench"));
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("Missing value of " + words.get(i));
            }
            options = options.with(words.get(i), words.get(i + 1));
        }
        return options;
    }

    private Options with(String option, String value) {
        return switch (option) {
            case "--gigabytes" -> new Options(Double.parseDouble(value), repetitions, folder);
            case "--repetitions" -> new Options(gigabytes, Integer.parseInt(value), folder);
            case "--folder" -> new Options(gigabytes, repetitions, Path.of(value));
            default ->
                throw new IllegalArgumentException(
                        "Unknown option: %s (known: --gigabytes, --repetitions, --folder)".formatted(option));
        };
    }
}
