package io.sparkpooling.configuration;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;
import java.util.function.Function;

/**
 * Values that someone gave for a setting.
 *
 * @param origin where, for messages: {@code job.yaml, line 3}; empty for the command line, which the user has before them
 * @param values the values as text
 */
public record Given(String origin, List<String> values) {
    public Given {
        values = List.copyOf(values);
    }

    /** Values from the command line. */
    public static Given onCommandLine(List<String> values) {
        return new Given("", values);
    }

    <T> T read(Function<List<String>, T> parser) {
        try {
            return parser.apply(values);
        } catch (InvalidArgumentException e) {
            throw origin.isEmpty() ? e : new InvalidArgumentException("[%s] %s".formatted(origin, e.getMessage()), e);
        }
    }
}
