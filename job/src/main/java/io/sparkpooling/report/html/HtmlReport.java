package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import java.util.List;

/**
 * The report as a page: what was saved, what it did to the data, pictures, what went wrong, how it ran. A function of the report
 * alone, so that it can be made again from {@code report.json} at any time, in any locale and time zone.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** The page. */
    public static String of(RunReport report) {
        Markup page = Skeleton.open("Pooling report: " + report.output(), "report.css");
        title(page, report);
        List.of(
                        new SavedSection(report),
                        new KeptSection(report),
                        new PicturesSection(report),
                        new WrongSection(report),
                        new RunSection(report))
                .forEach(section -> section.write(page));
        return Skeleton.close(page, "spark-pooling " + report.version() + ", run " + report.runKey());
    }

    private static void title(Markup page, RunReport report) {
        page.open("header");
        page.open("p", "class", "eyebrow").text("Pooling report").close();
        page.element("h1", Headline.of(report));
        page.open("p", "class", "lead").text(Headline.sentence(report)).close();
        page.open("p", "class", "where")
                .text("Dataset ")
                .open("code")
                .name(report.output())
                .close()
                .text(", written " + Times.day(report.time().finished()) + " in "
                        + Quantity.time(report.time().elapsedMillis()))
                .close();
        page.close().line();
    }
}
