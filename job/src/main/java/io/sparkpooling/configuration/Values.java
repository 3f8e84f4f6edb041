package io.sparkpooling.configuration;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the values of settings that have no type of their own. */
public final class Values {
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern FRACTION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,18})?([eE]-?[0-9]{1,2})?");

    private Values() {}

    /** The one value of a setting that has one. */
    static String only(List<String> texts) {
        if (texts.size() != 1) {
            throw new InvalidArgumentException(
                    "Invalid value: %s (must be one value, not %d)".formatted(texts, texts.size()));
        }
        return texts.get(0);
    }

    static String format(String text) {
        if (!List.of("input", "parquet", "arrow").contains(text)) {
            throw new InvalidArgumentException("Invalid format: %s (must be input, parquet or arrow)".formatted(text));
        }
        return text;
    }

    static double fraction(String text) {
        if (!FRACTION.matcher(text).matches() || Double.parseDouble(text) > 1) {
            throw new InvalidArgumentException(
                    "Invalid max-reject-fraction: %s (must be a number from 0 to 1, such as 0.01)".formatted(text));
        }
        return Double.parseDouble(text);
    }

    /** A price in US dollars. */
    public static double price(String text) {
        if (!PRICE.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "Invalid price: %s (must be US dollars for a terabyte and month, such as 23 or 12.5)"
                            .formatted(text));
        }
        return Double.parseDouble(text);
    }

    static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidArgumentException("Invalid value: %s (must be true or false)".formatted(text));
        }
        return text.equals("true");
    }
}
