package io.sparkpooling.configuration;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, {@code 128MiB}: a whole number and a binary unit, so that no size is ever rounded. */
final class ByteSize {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15}) ?([KMGT]iB|B)?");

    private ByteSize() {}

    /** The bytes that {@code text} says. */
    static long parse(String what, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw invalid(what, text);
        }
        int unit = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2));
        long count = Long.parseLong(matcher.group(1));
        if (count == 0 || count > Long.MAX_VALUE >> 10 * unit) {
            throw invalid(what, text);
        }
        return count << 10 * unit;
    }

    /** The same size in the largest unit that gives a whole number. */
    static String text(long bytes) {
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.size() - 1);
        return (bytes >> 10 * unit) + UNITS.get(unit);
    }

    private static InvalidArgumentException invalid(String what, String text) {
        return new InvalidArgumentException(
                "Invalid %s: %s (must be a positive whole number of B, KiB, MiB, GiB or TiB, such as 128MiB)"
                        .formatted(what, text));
    }
}
