package io.sparkpooling.report.html;

import java.util.ArrayList;
import java.util.List;

/** Pairs of bars on one scale, before above after, or single ones; each with its figure at its end and its name above. */
final class Bars {
    private static final int PAIR_HEIGHT = 72;
    private static final int SINGLE_HEIGHT = 52;
    private static final int MARGIN = 8;

    private final String label;
    private final List<String> names = new ArrayList<>();
    private final List<ChartOptions> before = new ArrayList<>();
    private final List<ChartOptions> after = new ArrayList<>();

    /**
     * @param label what is shown, for whoever cannot see it
     */
    Bars(String label) {
        this.label = label;
    }

    Bars pair(String name, double before, double after, String beforeText, String afterText) {
        names.add(name);
        this.before.add(bar(name + ", before: ", before, beforeText));
        this.after.add(bar(name + ", after: ", after, afterText));
        return this;
    }

    /** One bar without another; all or none of them. */
    Bars single(String name, double value, String text) {
        names.add(name);
        after.add(bar(name + ": ", value, text));
        return this;
    }

    private static ChartOptions bar(String name, double value, String text) {
        return ChartOptions.of("{}")
                .with("value", value)
                .with("text", name + text)
                .with("label", ChartOptions.of("{}").with("formatter", text));
    }

    /** Writes them, the longest bar as long as there is room. */
    void write(Markup page) {
        write(page, "{show: false, max: 'dataMax'}", "{showBackground: false}");
    }

    /** Writes shares, on a track that is the whole. */
    void writeShares(Markup page) {
        write(page, "{show: false, max: 1}", "{showBackground: true}");
    }

    private void write(Markup page, String scale, String style) {
        boolean single = before.isEmpty();
        List<ChartOptions> series = single
                ? List.of(side("after", after, style))
                : List.of(side("before", before, style), side("after", after, style));
        new Chart(
                        label,
                        names.size() * (single ? SINGLE_HEIGHT : PAIR_HEIGHT) + MARGIN,
                        ChartOptions.of("{grid: {left: 0, right: 84, top: 8, bottom: 0}}")
                                .with("xAxis", ChartOptions.of(scale))
                                .with("yAxis", names(single ? 14 : 24))
                                .with("series", series))
                .write(page);
    }

    /**
     * @param lift from the middle of the bars to the foot of the name above them, in pixels
     */
    private ChartOptions names(int lift) {
        return ChartOptions.of("{type: 'category', inverse: true, z: 10}")
                .with("data", names)
                .with("axisLabel", ChartOptions.of("""
                                {inside: true, margin: 0, align: 'left', verticalAlign: 'bottom',
                                 color: 'var(--ink)', fontSize: 14, fontWeight: 600}
                                """).with("padding", List.of(0, 0, lift, 0)));
    }

    private static ChartOptions side(String side, List<ChartOptions> bars, String style) {
        return ChartOptions.of(style)
                .with("type", "bar")
                .with("name", side)
                .with("data", bars)
                .with("backgroundStyle", ChartOptions.of("{color: 'var(--track)', borderRadius: 4}"))
                .with("itemStyle", ChartOptions.of("{borderRadius: 4}").with("color", "var(--" + side + ")"))
                .with("label", ChartOptions.of("{show: true, position: 'right', color: 'var(--ink)', fontSize: 13}"));
    }

    /** Says which colour is which. */
    static void legend(Markup page) {
        page.open("p", "class", "legend")
                .element("span", "before", "class", "key before")
                .element("span", "after", "class", "key after")
                .close()
                .line();
    }
}
