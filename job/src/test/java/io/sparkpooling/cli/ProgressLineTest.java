package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.RunCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final int UNITS = 40;
    private static final long MEBIBYTE = 1 << 20;

    private final StringWriter text = new StringWriter();
    private long now;

    /** A run of 40 units, each of 5 rows and 8 MiB that become 2. */
    private static RunCounts after(int units) {
        return new RunCounts(
                UNITS, units, units * 5L, 0, UNITS * 8 * MEBIBYTE, units * 8 * MEBIBYTE, units * 2 * MEBIBYTE);
    }

    private ProgressLine on(Optional<Integer> columns) {
        return new ProgressLine(new PrintWriter(text), columns, () -> now);
    }

    private List<String> run(ProgressLine line, int millisOfAUnit) {
        for (int unit = 1; unit <= UNITS; unit++) {
            now += millisOfAUnit;
            line.finished(after(unit));
        }
        return text.toString().lines().toList();
    }

    @Test
    void aLogHoldsOneLineForEachTenth() {
        List<String> lines = run(on(Optional.empty()), 500);
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).isEqualTo("4 of 40 units, 20 rows, 32.0 MiB -> 8.0 MiB, ratio 4.0, 2.0 s");
        assertThat(lines.get(9)).isEqualTo("40 of 40 units, 200 rows, 320.0 MiB -> 80.0 MiB, ratio 4.0, 20.0 s");
        assertThat(text.toString()).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    void aLogOfALongRunIsNeverSilentForMinutes() {
        List<String> lines = run(on(Optional.empty()), 61_000);
        assertThat(lines).hasSize(UNITS);
        assertThat(lines.get(0)).isEqualTo("1 of 40 units, 5 rows, 8.0 MiB -> 2.0 MiB, ratio 4.0, 1 min 01 s");
    }

    @Test
    void aTerminalShowsABarWithRateAndTimeLeftInOneLineThatChanges() {
        ProgressLine line = on(Optional.of(120));
        now = 4000;
        line.finished(after(16));
        assertThat(text.toString())
                .isEqualTo("\r\u001b[K[########------------]  40 %, 6.0 s left, 16 of 40 units, 32.0 MiB/s, ratio 4.0,"
                        + " 128.0 MiB -> 32.0 MiB, 80 rows");
        now = 10_000;
        line.finished(after(UNITS));
        assertThat(text.toString())
                .endsWith("\r\u001b[K[####################] 100 %, 10.0 s, 40 of 40 units, 32.0 MiB/s, ratio 4.0,"
                        + " 320.0 MiB -> 80.0 MiB, 200 rows" + System.lineSeparator());
        assertThat(text.toString().chars().filter(character -> character == '\n'))
                .hasSize(1);
    }

    @Test
    void fortyColumnsHoldTheBarAndTheTimeLeft() {
        ProgressLine line = on(Optional.of(40));
        now = 50_000;
        line.finished(after(16));
        assertThat(text.toString()).isEqualTo("\r\u001b[K[####------]  40 %, 1 min 15 s left");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 39, 40, 41, 59, 60, 79, 80, 81, 120, 200})
    void noLineIsAsWideAsTheTerminal(int columns) {
        for (int unit = 0; unit <= UNITS; unit++) {
            assertThat(ProgressBar.of(after(unit), 12_345_678, columns)).hasSizeLessThan(columns);
        }
    }

    @Test
    void nothingIsKnownBeforeTheFirstUnit() {
        assertThat(ProgressBar.of(after(0), 0, 80))
                .isEqualTo("[--------------------]   0 %, ? left, 0 of 40 units, 0 B/s, ratio -, 0 B -> 0 B");
    }

    @Test
    void theLocalePlaysNoPart() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            now = 4000;
            assertThat(ProgressBar.of(after(16), 4000, 120)).contains("  40 %, 6.0 s left, 16 of 40 units, 32.0 MiB/s");
            assertThat(run(on(Optional.empty()), 500).get(0))
                    .isEqualTo("4 of 40 units, 20 rows, 32.0 MiB -> 8.0 MiB, ratio 4.0, 2.0 s");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNoteClearsTheBarFirst() {
        on(Optional.of(80)).note("careful");
        on(Optional.empty()).note("careful");
        assertThat(text.toString())
                .isEqualTo("\r\u001b[Kcareful" + System.lineSeparator() + "careful" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "wide", "99999"})
    void aTerminalOfUnknownWidthHasEightyColumns(String columns) {
        ProgressLine.on(new PrintWriter(text), Map.of("POOL_TERMINAL", columns)).finished(after(UNITS));
        assertThat(text.toString().strip()).startsWith("\u001b[K[####################] 100 %");
        assertThat(text.toString().strip().length()).isBetween(40, 80 + 2);
    }
}
