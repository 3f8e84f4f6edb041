package io.sparkpooling.report.html;

import io.sparkpooling.report.study.Answers;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of the charts of a column: the tensors as they are, or a pooling. Each has a colour and a dash of its own, which it keeps in
 * all charts of the column.
 *
 * @param style the name of its colour in the style sheet
 * @param dash lengths of strokes and gaps; none is one stroke
 */
record Series(String name, String style, List<Integer> dash, PoolingStudy study, Answers answers) {
    /** The lengths of strokes and gaps of the tensors as they are, and of the poolings. */
    private static final List<Integer> PLAIN = List.of(2, 4);

    private static final List<List<Integer>> DASHES = List.of(
            List.of(), List.of(9, 4), List.of(4, 3), List.of(12, 3, 3, 3), List.of(1, 3), List.of(6, 2, 1, 2, 1, 2));

    /** Those of the poolings that share the figures of their tensors before pooling, the tensors first. */
    static List<Series> of(StudyReport study, String ground) {
        List<PoolingStudy> poolings = study.computed().stream()
                .filter(pooling -> pooling.ground().equals(ground))
                .filter(pooling -> !pooling.motions().isEmpty())
                .toList();
        List<Series> series = new ArrayList<>();
        series.add(new Series("not pooled", "soft", PLAIN, poolings.get(0), Answers.before(poolings.get(0))));
        for (int number = 0; number < poolings.size(); number++) {
            PoolingStudy pooling = poolings.get(number);
            int style = number % DASHES.size();
            series.add(
                    new Series(pooling.expression(), "s" + style, DASHES.get(style), pooling, Answers.after(pooling)));
        }
        return series;
    }

    String colour() {
        return "var(--" + style + ")";
    }

    private String dashText() {
        return dash.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Says which line is which. */
    static void legend(Markup page, List<Series> all) {
        page.open("ul", "class", "series");
        for (Series series : all) {
            page.open("li").open("svg", "class", "sample", "viewBox", "0 0 36 10", "aria-hidden", "true");
            page.empty("path", "stroke", series.colour(), "stroke-dasharray", series.dashText(), "d", "M1 5H35")
                    .close();
            page.name(series.name()).close();
        }
        page.close().line();
    }
}
