package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.TensorSide;
import io.sparkpooling.report.ValueStatistics;

/** How far values reach, before and after, on one axis: a thin line from minimum to maximum, a box of mean ± standard deviation. */
final class RangeChart {
    private static final double MARGIN = 0.01;

    private final ValueStatistics before;
    private final ValueStatistics after;
    private final double low;
    private final double span;

    RangeChart(TensorSide before, TensorSide after) {
        this.before = before.statistics();
        this.after = after.statistics();
        this.low = Math.min(orElse(this.before.min(), this.after.min()), orElse(this.after.min(), this.before.min()));
        this.span = Math.max(orElse(this.before.max(), this.after.max()), orElse(this.after.max(), this.before.max()))
                - low;
    }

    private static double orElse(double number, double other) {
        return Double.isNaN(number) ? other : number;
    }

    void write(Markup page) {
        page.open(
                "div",
                "class",
                "chart",
                "role",
                "img",
                "aria-label",
                "Range, mean and deviation of the values, before and after");
        page.open(
                "svg", "viewBox", "0 0 100 40", "preserveAspectRatio", "none", "class", "range", "aria-hidden", "true");
        side(page, before, "before", 11);
        side(page, after, "after", 29);
        page.close();
        page.open("div", "class", "scale")
                .element("span", Quantity.value(low))
                .element("span", Quantity.value(low + span))
                .close(2)
                .line();
    }

    private void side(Markup page, ValueStatistics values, String side, int middle) {
        if (values.finite() == 0) {
            return;
        }
        double deviation = Math.sqrt(values.variance());
        double from = Math.max(values.min(), values.mean() - deviation);
        double to = Math.min(values.max(), values.mean() + deviation);
        line(page, "whisker " + side, values.min(), values.max(), middle, middle);
        page.empty(
                "rect",
                "class",
                "box " + side,
                "x",
                at(from),
                "y",
                Integer.toString(middle - 6),
                "width",
                Markup.percent(span == 0 ? MARGIN : Math.max((to - from) / span * (1 - 2 * MARGIN), MARGIN / 2)),
                "height",
                "12");
        line(page, "mean", values.mean(), values.mean(), middle - 9, middle + 9);
    }

    private void line(Markup page, String style, double from, double to, int top, int bottom) {
        page.empty(
                "line",
                "class",
                style,
                "x1",
                at(from),
                "x2",
                at(to),
                "y1",
                Integer.toString(top),
                "y2",
                Integer.toString(bottom));
    }

    private String at(double value) {
        return Markup.percent(span == 0 ? 0.5 : MARGIN + (value - low) / span * (1 - 2 * MARGIN));
    }
}
