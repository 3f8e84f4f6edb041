package io.sparkpooling.report.html;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all pages have in common: one file that opens anywhere, in which nothing is loaded and nothing runs but what draws the charts. */
final class Skeleton {
    /** Whatever might have come through. */
    private static final String POLICY =
            "default-src 'none'; script-src %s; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private Skeleton() {}

    /** Opens the page; {@link #close} closes it. */
    static Markup open(String title, String... sheets) {
        Markup page = new Markup();
        page.open("html", "lang", "en").line();
        page.open("head").line();
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY.formatted(ChartScripts.sources()))
                .line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.empty("meta", "name", "color-scheme", "content", "light dark").line();
        page.element("title", title).line();
        page.styleSheet(Stream.of(sheets).map(Skeleton::sheet).collect(Collectors.joining()))
                .line();
        page.close().line();
        page.open("body").open("main").line();
        page.open("noscript")
                .element(
                        "p",
                        "Charts need scripts, which are off: their numbers stand in the tables.",
                        "class",
                        "warning")
                .close()
                .line();
        return page;
    }

    /** The whole page. */
    static String close(Markup page, String footer) {
        page.element("footer", footer + ", charts by " + ChartScripts.library())
                .close()
                .line();
        ChartScripts.write(page);
        page.close(2).line();
        return "<!DOCTYPE html>\n" + page;
    }

    private static String sheet(String name) {
        return ChartScripts.text(name).replaceAll("\\s+", " ");
    }
}
