package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.UnitEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When each unit was worked on: bars in lanes, one lane for as many units as an executor did at a time. Units that an earlier,
 * interrupted run finished have no place in it; of very many the longest are drawn.
 */
final class Timeline {
    private static final int DRAWN = 2000;
    private static final int LANES = 64;
    private static final int LANE = 10;

    private final long begin;
    private final long span;
    private final List<Bar> bars = new ArrayList<>();
    private final int lanes;
    private final int left;

    private record Bar(UnitEntry unit, long start, long end, int lane) {}

    Timeline(RunReport report) {
        this.begin = Times.millis(report.time().started()).orElse(0L);
        this.span = Math.max(1, Times.millis(report.time().finished()).orElse(begin) - begin);
        List<UnitEntry> longest = report.units().stream()
                .filter(this::isOfThisRun)
                .sorted(Comparator.comparingLong(UnitEntry::taskMillis).reversed())
                .limit(DRAWN)
                .sorted(Comparator.comparing(UnitEntry::executor).thenComparingLong(this::start))
                .toList();
        int used = 0;
        String executor = "";
        List<Long> ends = new ArrayList<>();
        for (UnitEntry unit : longest) {
            if (!unit.executor().equals(executor)) {
                used += ends.size();
                ends = new ArrayList<>();
                executor = unit.executor();
            }
            long start = start(unit);
            int lane = 0;
            while (lane < ends.size() && ends.get(lane) > start) {
                lane++;
            }
            long end = start + Math.max(1, unit.taskMillis());
            if (lane == ends.size()) {
                ends.add(end);
            } else {
                ends.set(lane, end);
            }
            if (used + lane < LANES) {
                bars.add(new Bar(unit, start, end, used + lane));
            }
        }
        this.lanes = Math.max(1, Math.min(LANES, used + ends.size()));
        this.left = report.units().size() - bars.size();
    }

    private boolean isOfThisRun(UnitEntry unit) {
        return unit.taskMillis() >= 0 && start(unit) >= begin && start(unit) <= begin + span;
    }

    private long start(UnitEntry unit) {
        return Times.millis(unit.started()).orElse(Long.MIN_VALUE);
    }

    void write(Markup page) {
        page.open("div", "class", "chart", "role", "img", "aria-label", "When each unit was worked on");
        page.open(
                "svg",
                "class",
                "timeline",
                "viewBox",
                "0 0 100 " + lanes * LANE,
                "preserveAspectRatio",
                "none",
                "style",
                "height:%spx".formatted(Math.max(24, lanes * 18)),
                "aria-hidden",
                "true");
        for (Bar bar : bars) {
            page.open(
                    "rect",
                    "class",
                    bar.unit().attempt() > 0 ? "again" : "unit",
                    "x",
                    at(bar.start() - begin),
                    "width",
                    Markup.percent(Math.max(0.002, (double) Math.min(bar.end() - bar.start(), span) / span)),
                    "y",
                    Integer.toString(bar.lane() * LANE + 1),
                    "height",
                    Integer.toString(LANE - 2));
            page.element(
                            "title",
                            "%s: %s"
                                    .formatted(
                                            bar.unit().name(),
                                            Quantity.time(bar.unit().taskMillis())))
                    .close();
        }
        page.close();
        page.open("div", "class", "scale")
                .element("span", "0 s")
                .element("span", Quantity.time(span))
                .close();
        if (left > 0) {
            page.element(
                    "p",
                    "%s not drawn: finished by an earlier, interrupted run, or shorter than these."
                            .formatted(Quantity.count(left, "unit")));
        }
        page.close().line();
    }

    private String at(long millis) {
        return Markup.percent((double) millis / span);
    }
}
