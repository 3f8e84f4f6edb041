package io.sparkpooling.cli;

import io.sparkpooling.job.RunCounts;
import io.sparkpooling.report.Quantity;
import java.util.List;
import java.util.Locale;

/**
 * How far a run has come, in one line that is never as wide as the terminal, since a line that is would wrap and could not be
 * written over: {@code [########------------]  40 %, 12.0 s left, 14 of 36 units, 85.3 MiB/s, ...}. What matters less is left
 * out first. Nothing but ASCII, for terminals in any locale.
 */
final class ProgressBar {
    private static final int WIDE_BAR = 20;
    private static final int NARROW_BAR = 10;
    private static final int WIDE = 60;

    private ProgressBar() {}

    static String of(RunCounts counts, long elapsedMillis, int columns) {
        StringBuilder line = new StringBuilder(bar(counts.share(), columns >= WIDE ? WIDE_BAR : NARROW_BAR));
        line.append(String.format(Locale.ROOT, " %3d %%", (int) (100 * counts.share())));
        for (String piece : pieces(counts, elapsedMillis)) {
            if (line.length() + 2 + piece.length() >= columns) {
                break;
            }
            line.append(", ").append(piece);
        }
        return line.substring(0, Math.min(line.length(), columns - 1));
    }

    private static String bar(double share, int width) {
        int filled = (int) (share * width);
        return '[' + "#".repeat(filled) + "-".repeat(width - filled) + ']';
    }

    /** The most wanted first. */
    private static List<String> pieces(RunCounts counts, long elapsedMillis) {
        return List.of(
                time(counts, elapsedMillis),
                counts.finishedUnits() + " of " + Quantity.count(counts.units(), "unit"),
                Quantity.bytes(counts.bytesIn() * 1000.0 / Math.max(1, elapsedMillis)) + "/s",
                "ratio " + Quantity.ratio(counts.ratio()),
                Quantity.bytes(counts.bytesIn()) + " -> " + Quantity.bytes(counts.bytesOut()),
                Quantity.count(counts.pooledRows(), "row"));
    }

    /** What is left if it goes on as it went so far; in the end, what it took. */
    private static String time(RunCounts counts, long elapsedMillis) {
        double share = counts.share();
        if (share == 1) {
            return Quantity.time(elapsedMillis);
        }
        return share == 0 ? "? left" : Quantity.time((long) (elapsedMillis * (1 - share) / share)) + " left";
    }
}
