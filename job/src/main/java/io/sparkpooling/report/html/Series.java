package io.sparkpooling.report.html;

import io.sparkpooling.report.study.Answers;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the charts of a column: the tensors as they are, or a pooling. Each has a colour and a dash of its own, which it keeps in
 * all charts of the column.
 *
 * @param style the class of its lines, bars and keys
 */
record Series(String name, String style, PoolingStudy study, Answers answers) {
    private static final int STYLES = 6;

    /** Those of the poolings that share the figures of their tensors before pooling, the tensors first. */
    static List<Series> of(StudyReport study, String ground) {
        List<PoolingStudy> poolings = study.computed().stream()
                .filter(pooling -> pooling.ground().equals(ground))
                .filter(pooling -> !pooling.motions().isEmpty())
                .toList();
        List<Series> series = new ArrayList<>();
        series.add(new Series("not pooled", "plain", poolings.get(0), Answers.before(poolings.get(0))));
        for (int number = 0; number < poolings.size(); number++) {
            PoolingStudy pooling = poolings.get(number);
            series.add(new Series(pooling.expression(), "s" + number % STYLES, pooling, Answers.after(pooling)));
        }
        return series;
    }

    /** Says which line is which. */
    static void legend(Markup page, List<Series> all) {
        page.open("ul", "class", "series");
        for (Series series : all) {
            page.open("li").open("svg", "class", "sample", "viewBox", "0 0 36 10", "aria-hidden", "true");
            page.empty("path", "class", "curve " + series.style(), "d", "M1 5H35")
                    .close();
            page.name(series.name()).close();
        }
        page.close().line();
    }
}
