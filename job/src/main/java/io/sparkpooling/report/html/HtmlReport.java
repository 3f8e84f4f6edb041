package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report as a page: what was saved, what it did to the data, pictures, what went wrong, how it ran. A function of the report
 * alone, so that it can be made again from {@code report.json} at any time, in any locale and time zone.
 */
public final class HtmlReport {
    private static final String STYLE = "report.css";

    /** Nothing is loaded and nothing runs, whatever might have come through. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private HtmlReport() {}

    /** The page. */
    public static String of(RunReport report) {
        Markup page = new Markup();
        page.open("html", "lang", "en").line();
        head(page, report);
        page.open("body").open("main").line();
        title(page, report);
        List.of(
                        new SavedSection(report),
                        new KeptSection(report),
                        new PicturesSection(report),
                        new WrongSection(report),
                        new RunSection(report))
                .forEach(section -> section.write(page));
        page.open("footer")
                .text("spark-pooling " + report.version() + ", run " + report.runKey())
                .close();
        page.close(3).line();
        return "<!DOCTYPE html>\n" + page;
    }

    private static void head(Markup page, RunReport report) {
        page.open("head").line();
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.empty("meta", "name", "color-scheme", "content", "light dark").line();
        page.element("title", "Pooling report: " + report.output()).line();
        page.styleSheet(style()).line();
        page.close().line();
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

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
