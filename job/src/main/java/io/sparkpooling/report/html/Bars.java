package io.sparkpooling.report.html;

import java.util.ArrayList;
import java.util.List;

/** Pairs of bars on one scale, before above after, each with its figure at its end. */
final class Bars {
    private final String label;
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * @param label what is shown, for whoever cannot see it
     */
    Bars(String label) {
        this.label = label;
    }

    private record Pair(String name, double before, double after, String beforeText, String afterText) {
        double longest() {
            return Math.max(Double.isNaN(before) ? 0 : before, Double.isNaN(after) ? 0 : after);
        }
    }

    Bars pair(String name, double before, double after, String beforeText, String afterText) {
        pairs.add(new Pair(name, before, after, beforeText, afterText));
        return this;
    }

    /** Writes them, the longest bar as long as there is room. */
    void write(Markup page) {
        write(page, pairs.stream().mapToDouble(Pair::longest).max().orElse(1));
    }

    /** Writes them on a scale of its own. */
    void write(Markup page, double full) {
        page.open("div", "class", "chart bars", "role", "img", "aria-label", label)
                .line();
        for (Pair pair : pairs) {
            page.open("div", "class", "bar-name").name(pair.name()).close();
            bar(page, "before", pair.before() / full, pair.beforeText());
            bar(page, "after", pair.after() / full, pair.afterText());
            page.line();
        }
        page.close().line();
    }

    private static void bar(Markup page, String side, double share, String text) {
        page.open("div", "class", "bar-row")
                .open("div", "class", "track")
                .element("i", "", "class", "bar " + side, "style", "width:" + Markup.percent(share) + "%")
                .close()
                .element("span", text, "class", "bar-text")
                .close();
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
