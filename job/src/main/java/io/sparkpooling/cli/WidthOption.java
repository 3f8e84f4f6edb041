package io.sparkpooling.cli;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How wide the terminal is, to be mixed into commands that print tables. */
final class WidthOption {
    private static final String TERMINAL_WIDTH = "POOL_COLUMNS";

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description =
                    "How long lines may be. Default: the terminal's width; without a terminal as long as tables need.")
    private Optional<String> width = Optional.empty();

    /** A terminal that does not say how wide it is sets no limit; a user who says nonsense is told so. */
    int columns() {
        String terminal = System.getenv().getOrDefault(TERMINAL_WIDTH, "");
        if (width.isPresent()) {
            if (!isWidth(width.get())) {
                throw new InvalidArgumentException(
                        "Invalid width: %s (must be a number of columns from 20 to 9999)".formatted(width.get()));
            }
            return Integer.parseInt(width.get());
        }
        return isWidth(terminal) ? Integer.parseInt(terminal) : Integer.MAX_VALUE;
    }

    private static boolean isWidth(String text) {
        return text.matches("[1-9][0-9]{1,3}") && Integer.parseInt(text) >= 20;
    }
}
