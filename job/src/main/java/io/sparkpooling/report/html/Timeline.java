package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import java.util.List;
import java.util.stream.IntStream;

/** When each unit was worked on: a line in the lane of its executor, in another colour if the unit had failed before. */
final class Timeline {
    private static final int LANE = 20;
    private static final int AXIS = 34;
    private static final long LONG_MINUTES = 10 * 60_000L;
    private static final long LONG_HOURS = 10 * 3_600_000L;

    private final Lanes lanes;

    Timeline(RunReport report) {
        this.lanes = new Lanes(report);
    }

    void write(Markup page) {
        new Chart(
                        "When each unit was worked on",
                        lanes.count() * LANE + AXIS,
                        ChartOptions.of("{grid: {left: 12, right: 24, top: 4, bottom: 26}}")
                                .with("xAxis", time())
                                .with("yAxis", executors())
                                .with("series", List.of(units("first", "var(--after)"), units("again", "var(--bad)"))))
                .write(page);
        if (lanes.left() > 0) {
            page.element(
                    "p",
                    "%s not drawn: finished by an earlier, interrupted run, or shorter than these."
                            .formatted(Quantity.count(lanes.left(), "unit")));
        }
    }

    private ChartOptions time() {
        return ChartOptions.of("{type: 'value', min: 0}")
                .with("max", inUnits(lanes.span()))
                .with("axisLabel", ChartOptions.of("{showMaxLabel: false}").with("formatter", "{value} " + unit()));
    }

    private ChartOptions executors() {
        return ChartOptions.of("{type: 'category', inverse: true, axisLabel: {show: false}}")
                .with("data", IntStream.range(0, lanes.count()).boxed().toList());
    }

    /** Lines that mark a place of their own, because a unit is neither a value nor a point. */
    private ChartOptions units(String name, String colour) {
        return ChartOptions.of("{type: 'line', data: []}")
                .with("name", name)
                .with(
                        "markLine",
                        ChartOptions.of(
                                        "{symbol: 'none', precision: 6, label: {show: false}, emphasis: {disabled: true}}")
                                .with(
                                        "lineStyle",
                                        ChartOptions.of("{type: 'solid', width: 14, cap: 'butt'}")
                                                .with("color", colour))
                                .with(
                                        "data",
                                        lanes.bars().stream()
                                                .filter(bar -> bar.unit().attempt() > 0 == name.equals("again"))
                                                .map(this::line)
                                                .toList()));
    }

    private List<ChartOptions> line(Lanes.Bar bar) {
        String text =
                "%s: %s".formatted(bar.unit().name(), Quantity.time(bar.unit().taskMillis()));
        return List.of(
                ChartOptions.of("{}").with("name", text).with("coord", List.of(inUnits(bar.start()), bar.lane())),
                ChartOptions.of("{}").with("coord", List.of(inUnits(bar.end()), bar.lane())));
    }

    private double inUnits(long millis) {
        return millis
                / switch (unit()) {
                    case "s" -> 1e3;
                    case "min" -> 6e4;
                    default -> 3.6e6;
                };
    }

    private String unit() {
        if (lanes.span() < LONG_MINUTES) {
            return "s";
        }
        return lanes.span() < LONG_HOURS ? "min" : "h";
    }
}
