package io.sparkpooling.report.html;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Instants of the report, in UTC wherever the reader is. */
final class Times {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** Such as {@code 2 January 2026, 03:04 UTC}; what is no instant as it stands. */
    static String day(String instant) {
        return parsed(instant).map(DAY::format).orElse(instant);
    }

    /** Milliseconds since 1970. */
    static Optional<Long> millis(String instant) {
        return parsed(instant).map(Instant::toEpochMilli);
    }

    /** Years of more than four digits are no times of a run; beyond them milliseconds overflow. */
    private static Optional<Instant> parsed(String instant) {
        try {
            return instant.startsWith("+") || instant.startsWith("-")
                    ? Optional.empty()
                    : Optional.of(Instant.parse(instant));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
