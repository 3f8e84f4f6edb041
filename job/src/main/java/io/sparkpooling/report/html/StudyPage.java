package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The study as a page: all poolings in one table, what is kept and what it costs in bars, and for each column how tensors and pooled
 * tensors answer every motion, in lines. A function of the study alone.
 */
public final class StudyPage {
    private StudyPage() {}

    /** The page. */
    public static String of(StudyReport study) {
        Markup page = Skeleton.open("Pooling study", "report.css", "study.css");
        title(page, study);
        List<Section> sections = new ArrayList<>(List.of(new StudyOverview(study)));
        List<String> grounds = study.computed().stream()
                .filter(pooling -> !pooling.motions().isEmpty())
                .map(PoolingStudy::ground)
                .distinct()
                .toList();
        for (int number = 0; number < grounds.size(); number++) {
            sections.add(new MotionSection(study, grounds.get(number), number));
        }
        sections.add(new StudyRemarks(study));
        sections.forEach(section -> section.write(page));
        return Skeleton.close(page, "spark-pooling " + study.version());
    }

    private static void title(Markup page, StudyReport study) {
        page.open("header");
        page.element("p", "Pooling study", "class", "eyebrow");
        page.element("h1", Quantity.count(study.computed().size(), "pooling") + " side by side");
        page.element("p", lead(study), "class", "lead");
        page.open("p", "class", "where").text("Input ");
        for (String input : study.input()) {
            page.open("code").name(input).close().text(" ");
        }
        page.close(2).line();
    }

    private static String lead(StudyReport study) {
        return "Measured on %s of %s in %s: what each of them keeps, and how it answers small motions of the input."
                .formatted(
                        study.sampledRows() == study.rows() ? "all" : Long.toString(study.sampledRows()),
                        Quantity.count(study.rows(), "row"),
                        Quantity.count(study.files(), "file"));
    }
}
