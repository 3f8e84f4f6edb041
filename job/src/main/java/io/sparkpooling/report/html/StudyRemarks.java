package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import io.sparkpooling.report.study.StudyWords;
import java.util.List;

/** What could not be computed, what was left out, and what the figures are. */
final class StudyRemarks implements Section {
    private final StudyReport study;

    StudyRemarks(StudyReport study) {
        this.study = study;
    }

    @Override
    public void write(Markup page) {
        Section.open(page, "remarks", "What to know", "What was left out, and how the figures are computed.");
        study.notes()
                .forEach(note ->
                        page.open("p", "class", "warning").name(note).close().line());
        failed(page);
        skipped(page);
        page.open("dl");
        StudyWords.all(study)
                .forEach((figure, words) -> page.element("dt", figure).element("dd", words));
        page.close(2).line();
    }

    private void failed(Markup page) {
        HtmlTable table = new HtmlTable("cannot be computed", "why");
        study.poolings().stream()
                .filter(pooling -> !pooling.worked())
                .forEach(pooling -> table.row(pooling.expression(), pooling.failure()));
        if (!table.isEmpty()) {
            table.write(page, "Poolings that cannot be computed");
        }
    }

    private void skipped(Markup page) {
        HtmlTable table = new HtmlTable("rows left out", "column", "why", "first");
        List<RejectCount> skipped = study.computed().stream()
                .map(PoolingStudy::skipped)
                .flatMap(List::stream)
                .distinct()
                .toList();
        skipped.forEach(
                each -> table.row(Quantity.count(each.rows(), "row"), each.column(), each.reason(), each.example()));
        if (!table.isEmpty()) {
            table.write(page, "Rows that were left out");
        }
    }
}
