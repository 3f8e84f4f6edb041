package io.sparkpooling.report.html;

import io.sparkpooling.report.study.Answers;
import io.sparkpooling.report.study.Motion;
import io.sparkpooling.report.study.MotionResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleBiFunction;

/**
 * A figure over the motions of one kind, a line for each series; where nothing moves it is 1. Each kind has a scale of its own: poolings
 * are compared under one kind of motion, and a turn by five degrees changes less than a shift by four elements.
 */
final class MotionChart {
    private static final double MARGIN = 3;
    private static final double STEPS = 20;

    private final String title;
    private final Motion.Kind kind;
    private final List<Series> series;
    private final ToDoubleBiFunction<Answers, MotionResult> figure;
    private final double low;

    MotionChart(String title, Motion.Kind kind, List<Series> series, ToDoubleBiFunction<Answers, MotionResult> figure) {
        this.title = title;
        this.kind = kind;
        this.series = series;
        this.figure = figure;
        double smallest = series.stream()
                .flatMap(one -> one.study().motions().stream()
                        .filter(result -> result.motion().kind() == kind)
                        .map(result -> figure.applyAsDouble(one.answers(), result)))
                .filter(Double::isFinite)
                .min(Double::compare)
                .orElse(0.0);
        this.low = Math.min(STEPS - 1, Math.floor(smallest * STEPS)) / STEPS;
    }

    void write(Markup page, DoubleFunction<String> text) {
        String label = title + ": " + name();
        page.open("div", "class", "chart plot", "role", "img", "aria-label", label);
        page.element("h4", name());
        page.open("div", "class", "frame").open("div", "class", "heights");
        page.element("span", text.apply(1)).element("span", text.apply((1 + low) / 2));
        page.element("span", text.apply(low)).close();
        page.open("svg", "viewBox", "0 0 100 100", "preserveAspectRatio", "none", "aria-hidden", "true");
        for (double height : List.of(1.0, (1 + low) / 2, low)) {
            page.empty("path", "class", "grid", "d", "M0 " + number(y(height)) + "H100");
        }
        series.forEach(one -> curve(page, one));
        page.close(2);
        page.open("div", "class", "scale amounts");
        points(series.get(0)).keySet().stream()
                .filter(this::isLabelled)
                .forEach(amount -> page.element("span", Markup.number(amount) + unit()));
        page.close(2).line();
    }

    private void curve(Markup page, Series one) {
        Map<Double, Double> points = points(one);
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        boolean drawing = false;
        for (Map.Entry<Double, Double> point : points.entrySet()) {
            boolean finite = Double.isFinite(point.getValue());
            if (finite) {
                String place = number(x(point.getKey(), points)) + " " + number(y(point.getValue()));
                path.append(drawing ? "L" : "M").append(place);
                dots.append("M").append(place).append("h0");
            }
            drawing = finite;
        }
        page.empty("path", "class", "curve " + one.style(), "d", path.toString());
        page.empty("path", "class", "dots " + one.style(), "d", dots.toString());
    }

    /** The figure by the amount of the motion, with the point where nothing moves. */
    private TreeMap<Double, Double> points(Series one) {
        TreeMap<Double, Double> points = new TreeMap<>();
        points.put(still(), 1.0);
        one.study().motions().stream()
                .filter(result -> result.motion().kind() == kind)
                .forEach(result -> points.put(result.motion().amount(), figure.applyAsDouble(one.answers(), result)));
        return points;
    }

    private double still() {
        return kind == Motion.Kind.SCALING ? 1 : 0;
    }

    private String name() {
        return switch (kind) {
            case SHIFT -> "Shift, elements";
            case ROTATION -> "Rotation, degrees";
            case SCALING -> "Scaling, factor";
        };
    }

    private String unit() {
        return kind == Motion.Kind.ROTATION ? "°" : "";
    }

    /** The ends, and the point where nothing moves. */
    private boolean isLabelled(double amount) {
        TreeMap<Double, Double> points = points(series.get(0));
        return amount == still() || amount == points.firstKey() || amount == points.lastKey();
    }

    private static double x(double amount, Map<Double, Double> points) {
        TreeMap<Double, Double> sorted = new TreeMap<>(points);
        return MARGIN + (amount - sorted.firstKey()) / (sorted.lastKey() - sorted.firstKey()) * (100 - 2 * MARGIN);
    }

    private double y(double value) {
        return MARGIN + (1 - value) / (1 - low) * (100 - 2 * MARGIN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
