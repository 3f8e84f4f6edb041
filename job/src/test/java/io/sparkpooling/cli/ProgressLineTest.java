package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.UnitResult;
import io.sparkpooling.job.UnitResult.SliceResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter text = new StringWriter();

    @Test
    void logHoldsOneLineForEachTenth() {
        ProgressLine line = ProgressLine.on(new PrintWriter(text), Map.of());
        for (int unit = 1; unit <= 40; unit++) {
            line.finished(unitOf(5), unit, 40);
        }
        assertThat(text.toString().lines()).hasSize(10);
        assertThat(text.toString()).startsWith("4 of 40 units, 20 rows, ").doesNotContain("\r");
        assertThat(text.toString().lines().toList().get(9)).startsWith("40 of 40 units, 200 rows, ");
    }

    @Test
    void terminalShowsOneLineThatChanges() {
        ProgressLine line = ProgressLine.on(new PrintWriter(text), Map.of("POOL_TERMINAL", "1"));
        line.finished(unitOf(1), 1, 2);
        line.finished(unitOf(1), 2, 2);
        assertThat(text.toString())
                .startsWith("\r\u001b[K1 of 2 units, 1 row, ")
                .contains("\r\u001b[K2 of 2 units, 2 rows, ");
        assertThat(text.toString().chars().filter(character -> character == '\n'))
                .hasSize(1);
    }

    private static UnitResult unitOf(long rows) {
        SliceResult slice = new SliceResult("file:/a.parquet", rows, 0, "");
        return new UnitResult(
                "unit", "unit", List.of(), List.of(), List.of(slice), List.of(), List.of(), 0, 1, 0, 0, "driver");
    }
}
