package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.TensorSide;
import io.sparkpooling.report.ValueStatistics;
import java.util.ArrayList;
import java.util.List;

/** How far values reach, before and after, on one axis: a thin line from minimum to maximum, a broad one of mean ± standard deviation. */
final class RangeChart {
    private static final int HEIGHT = 132;

    private final ValueStatistics before;
    private final ValueStatistics after;

    RangeChart(TensorSide before, TensorSide after) {
        this.before = before.statistics();
        this.after = after.statistics();
    }

    void write(Markup page) {
        List<ChartOptions> series = new ArrayList<>();
        side(series, "before", before);
        side(series, "after", after);
        new Chart(
                        "Range, mean and deviation of the values, before and after",
                        HEIGHT,
                        ChartOptions.of("""
                                {grid: {left: 52, right: 12, top: 4, bottom: 26}, xAxis: {type: 'value', scale: true},
                                 yAxis: {type: 'category', inverse: true, data: ['before', 'after']}}
                                """).with("series", series))
                .write(page);
    }

    private static void side(List<ChartOptions> series, String side, ValueStatistics values) {
        if (values.finite() == 0) {
            return;
        }
        double deviation = Math.sqrt(values.variance());
        series.add(line(side, 2, ends(side, "minimum", values.min(), "maximum", values.max())));
        series.add(line(
                side,
                16,
                ends(
                        side,
                        "mean - deviation",
                        Math.max(values.min(), values.mean() - deviation),
                        "mean + deviation",
                        Math.min(values.max(), values.mean() + deviation))));
        series.add(ChartOptions.of("""
                        {type: 'scatter', symbol: 'rect', symbolSize: [3, 26], itemStyle: {color: 'var(--ink)'}}
                        """).with("data", List.of(point(side, "mean", values.mean()))));
    }

    private static List<ChartOptions> ends(String side, String from, double low, String to, double high) {
        return List.of(point(side, from, low), point(side, to, high));
    }

    private static ChartOptions point(String side, String name, double value) {
        return ChartOptions.of("{}")
                .with("value", List.of(value, side))
                .with("text", "%s, %s: %s".formatted(side, name, Quantity.value(value)));
    }

    private static ChartOptions line(String side, int width, List<ChartOptions> ends) {
        String colour = "var(--" + side + ")";
        return ChartOptions.of("{type: 'line', symbol: 'rect', symbolSize: [2, 14]}")
                .with("name", side)
                .with(
                        "lineStyle",
                        ChartOptions.of("{cap: 'butt'}").with("width", width).with("color", colour))
                .with("itemStyle", ChartOptions.of("{}").with("color", colour))
                .with("data", ends);
    }
}
