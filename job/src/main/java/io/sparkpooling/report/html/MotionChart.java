package io.sparkpooling.report.html;

import io.sparkpooling.report.study.Motion;
import io.sparkpooling.report.study.MotionResult;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A figure over the motions of one kind, a line for each series, shifts as the mean over the pooled axes; where nothing moves it is 1.
 * Each kind has a scale of its own: poolings are compared under one kind of motion, and a turn by five degrees changes less than a
 * shift by four elements.
 */
final class MotionChart {
    private static final List<Double> STEPS = List.of(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);
    private static final int MOST_STEPS = 5;
    private static final int HEIGHT = 236;

    private static final double TINY = 1e-9;

    private final MotionFigure figure;
    private final Motion.Kind kind;
    private final List<Series> series;
    private final double step;
    private final double low;

    MotionChart(MotionFigure figure, Motion.Kind kind, List<Series> series) {
        this.figure = figure;
        this.kind = kind;
        this.series = series;
        double smallest = series.stream()
                .flatMap(one -> points(one).values().stream())
                .filter(Double::isFinite)
                .min(Double::compare)
                .orElse(0.0);
        this.step = STEPS.stream()
                .filter(each -> (1 - smallest) / each <= MOST_STEPS)
                .findFirst()
                .orElse(1.0);
        this.low = 1 - step * Math.max(1, Math.ceil((1 - smallest) / step - TINY));
    }

    void write(Markup page) {
        page.open("div", "class", "plot").element("h4", name());
        new Chart(
                        figure.title() + ": " + name(),
                        HEIGHT,
                        ChartOptions.of("{grid: {left: 44, right: 14, top: 10, bottom: 26}}")
                                .with("xAxis", amounts())
                                .with(
                                        "yAxis",
                                        ChartOptions.of("{type: 'value', max: 1}")
                                                .with("min", low)
                                                .with("interval", step)
                                                .with(
                                                        "axisLabel",
                                                        ChartOptions.of("{}").with("formatter", figure.axis())))
                                .with("series", series.stream().map(this::curve).toList()))
                .write(page);
        page.close().line();
    }

    private ChartOptions amounts() {
        TreeMap<Double, Double> points = points(series.get(0));
        return ChartOptions.of("{type: 'value', splitLine: {show: false}}")
                .with("min", points.firstKey())
                .with("max", points.lastKey())
                .with("interval", interval(points.lastKey() - points.firstKey()));
    }

    /** Of shifts every one, as far as there is room; else the two ends and the point where nothing moves. */
    private double interval(double span) {
        return kind == Motion.Kind.SHIFT ? Math.ceil(span / MOST_STEPS) : span / 2;
    }

    private ChartOptions curve(Series one) {
        return ChartOptions.of("{type: 'line'}")
                .with("name", one.name())
                .with(
                        "lineStyle",
                        ChartOptions.of("{width: 2}")
                                .with("type", one.dash().isEmpty() ? "solid" : one.dash())
                                .with("color", one.colour()))
                .with("itemStyle", ChartOptions.of("{}").with("color", one.colour()))
                .with(
                        "data",
                        points(one).entrySet().stream()
                                .map(point -> point(one, point.getKey(), point.getValue()))
                                .toList());
    }

    private ChartOptions point(Series one, double amount, double value) {
        return ChartOptions.of("{}")
                .with("value", List.of(amount, value))
                .with(
                        "text",
                        "%s, %s: %s"
                                .formatted(
                                        one.name(),
                                        MotionSection.words(new Motion(kind, amount)),
                                        figure.text().apply(value)));
    }

    /** The figure by the amount of the motion, with the point where nothing moves. */
    private TreeMap<Double, Double> points(Series one) {
        TreeMap<Double, Double> points = new TreeMap<>();
        points.put(still(), 1.0);
        one.study().motions().stream()
                .filter(result -> result.motion().kind() == kind)
                .collect(Collectors.groupingBy(result -> result.motion().amount()))
                .forEach((amount, results) -> points.put(amount, mean(one, results)));
        return points;
    }

    /** Of the axes along which the same shift went; of a rotation or a scaling there is one. */
    private double mean(Series one, List<MotionResult> results) {
        return results.stream()
                .mapToDouble(result -> figure.of(one, result))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
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
}
