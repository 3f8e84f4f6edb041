package io.sparkpooling.report.html;

import io.sparkpooling.report.study.Motion;
import io.sparkpooling.report.study.MotionResult;
import io.sparkpooling.report.study.StudyReport;
import java.util.List;
import java.util.stream.Stream;

/** How the tensors of one column, and what they were pooled into, answer the motions: a chart for each kind of them. */
final class MotionSection implements Section {
    private final String ground;
    private final int number;
    private final List<Series> series;

    MotionSection(StudyReport study, String ground, int number) {
        this.ground = ground;
        this.number = number;
        this.series = Series.of(study, ground);
    }

    @Override
    public void write(Markup page) {
        String id = "motions-" + number;
        page.open("section", "id", id, "aria-labelledby", id + "-title").line();
        page.open("h2", "id", id + "-title")
                .text("Small motions of ")
                .name(ground)
                .close();
        page.element(
                        "p",
                        "What stays higher changes less. A pooling is to be compared with the line of the tensors that are not pooled. Of shifts, the charts show the mean over the pooled axes, the tables each axis.",
                        "class",
                        "lead")
                .line();
        Series.legend(page, series);
        MotionFigure.ALL.forEach(figure -> write(page, figure));
        page.close().line();
    }

    private void write(Markup page, MotionFigure figure) {
        page.element("h3", figure.title());
        page.open("div", "class", "plots").line();
        for (Motion.Kind kind : Motion.Kind.values()) {
            if (motions().anyMatch(result -> result.motion().kind() == kind)) {
                new MotionChart(figure, kind, series).write(page);
            }
        }
        page.close().line();
        table(figure).writeBehind(page, figure.title() + " in numbers");
    }

    private Stream<MotionResult> motions() {
        return series.get(0).study().motions().stream();
    }

    private HtmlTable table(MotionFigure figure) {
        HtmlTable table =
                new HtmlTable(Stream.concat(Stream.of("motion"), series.stream().map(Series::name))
                        .toArray(String[]::new));
        motions()
                .forEach(moved -> table.row(Stream.concat(
                                Stream.of(along(moved.motion())),
                                series.stream().map(one -> one.study().motions().stream()
                                        .filter(result -> result.motion().equals(moved.motion()))
                                        .findFirst()
                                        .map(result -> figure.text().apply(figure.of(one, result)))
                                        .orElse("-")))
                        .toArray(String[]::new)));
        return table;
    }

    /** Such as {@code shift by 2 along W}. */
    private String along(Motion motion) {
        List<String> axes = series.get(0).study().axes();
        return motion.kind() == Motion.Kind.SHIFT
                ? words(motion) + " along " + axes.get(axes.size() - 1 - motion.axisFromLast())
                : words(motion);
    }

    /** Such as {@code shift by 2}. */
    static String words(Motion motion) {
        String amount = Markup.number(motion.amount());
        return switch (motion.kind()) {
            case SHIFT -> "shift by " + amount;
            case ROTATION -> "rotation by " + amount + "°";
            case SCALING -> "scaling by " + amount;
        };
    }
}
