package io.sparkpooling.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of the rows: one bar of all of them, in parts, and what each part is. */
final class RowsChart {
    private static final int HEIGHT = 34;
    private static final Map<String, String> COLOURS =
            Map.of("fine", "var(--good)", "nulled", "var(--warn)", "rejected", "var(--bad)");

    private final List<ChartOptions> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    RowsChart part(String kind, long rows, String name) {
        kinds.add(kind);
        names.add(name);
        parts.add(ChartOptions.of("{type: 'bar', stack: 'rows', barWidth: 18}")
                .with("barMinHeight", rows > 0 ? 2 : 0)
                .with("itemStyle", ChartOptions.of("{}").with("color", COLOURS.get(kind)))
                .with("data", List.of(ChartOptions.of("{}").with("value", rows).with("text", name))));
        return this;
    }

    void write(Markup page) {
        new Chart(
                        "Rows pooled, rejected, and in rejected files",
                        HEIGHT,
                        ChartOptions.of("""
                                {grid: {left: 0, right: 0, top: 8, bottom: 8},
                                 xAxis: {type: 'value', show: false, max: 'dataMax'},
                                 yAxis: {type: 'category', show: false, data: ['rows']}}
                                """).with("series", parts))
                .write(page);
        page.open("p", "class", "legend");
        for (int part = 0; part < names.size(); part++) {
            page.element("span", names.get(part), "class", "key " + kinds.get(part));
        }
        page.close().line();
    }
}
