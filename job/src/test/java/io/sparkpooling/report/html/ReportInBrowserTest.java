package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.report.Examples;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.study.StudyExample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in headless Chromium, where that is installed; elsewhere the test says so and {@link HtmlReportTest} and {@link StudyPageTest} stand alone. The
 * pages' own policy forbids every load, so that an attempt would be an error on the console.
 */
class ReportInBrowserTest {
    /** Not one of the page's scripts, so that it takes a policy that lets it run too. */
    private static final String PROBE = """
            let smallest = 1000;
            for (const element of document.querySelectorAll('body *')) {
              if ([...element.childNodes].some(child => child.nodeType === 3 && child.data.trim())
                  && !element.matches('script, noscript')) {
                smallest = Math.min(smallest, parseFloat(getComputedStyle(element).fontSize));
              }
            }
            const charts = [...document.querySelectorAll('.chart')];
            const shapes = chart => chart.querySelectorAll('svg path').length;
            const beyond = chart => [...chart.querySelectorAll('svg text')].some(text =>
              text.getBoundingClientRect().right > chart.getBoundingClientRect().right + 1);
            const unfit = chart => Number(chart.querySelector('svg').getAttribute('width')) !== chart.clientWidth;
            document.body.dataset.smallest = smallest;
            document.body.dataset.overflow = document.documentElement.scrollWidth - window.innerWidth;
            document.body.dataset.broken = [...document.images].filter(image => !image.naturalWidth).length;
            document.body.dataset.charts = charts.length;
            document.body.dataset.undrawn = charts.filter(chart => shapes(chart) === 0).length;
            document.body.dataset.cut = charts.filter(beyond).length;
            document.body.dataset.open = document.querySelectorAll('details.behind[open]').length;
            document.body.dataset.unfit = charts.filter(unfit).length;
            dispatchEvent(new Event('beforeprint'));
            document.body.dataset.unfitOnPaper = charts.filter(unfit).length;
            document.body.dataset.cutOnPaper = charts.filter(beyond).length;
            document.body.dataset.paper = document.querySelector('main').clientWidth;
            dispatchEvent(new Event('afterprint'));
            document.body.dataset.unfitAfterwards = charts.filter(unfit).length;
            const first = echarts.getInstanceByDom(charts[0].querySelector('.drawing'));
            first.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 0});
            first.getZr().flush();
            const tip = [...charts[0].querySelectorAll('text')].map(text => text.textContent).join(' ');
            document.body.dataset.tips = tip.split(/before:|: [0-9]/).length - 1;
            document.body.dataset.images = document.images.length;
            document.body.dataset.loaded = performance.getEntriesByType('resource').length;
            """;

    @TempDir
    Path folder;

    static List<String> pages() throws JsonProcessingException {
        return List.of(HtmlReport.of(Examples.run()), HtmlReport.of(hostile()), StudyPage.of(StudyExample.study()));
    }

    private static RunReport hostile() throws JsonProcessingException {
        JsonNode json = ReportJson.mapper().valueToTree(Examples.run());
        PageElements.poison(
                json,
                "</script><img src=x onerror=console.error(1)>{b|x}<!-- \u2028\u202e",
                "publishKind",
                "status",
                "kind",
                "levels");
        return ReportJson.mapper().treeToValue(json, RunReport.class);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void opensWithoutErrorsFitsAPhoneAndIsLegible(String page) throws Exception {
        assertThat(page).endsWith("</html>\n");
        Optional<Path> browser = browser();
        if (browser.isEmpty()) {
            System.err.println("Chromium is not installed: the pages were tested by their structure alone");
            return;
        }
        Path plain = Files.writeString(folder.resolve("report.html"), page);
        assertThat(open(browser.get(), plain, "errors")).isEmpty();
        String dom = open(browser.get(), Files.writeString(folder.resolve("probed.html"), probed(page)), "dom");
        assertThat(number(dom, "smallest")).isBetween(12.0, 48.0);
        assertThat(number(dom, "overflow")).isLessThanOrEqualTo(0);
        assertThat(number(dom, "images")).isEqualTo(page.split("<img alt=", -1).length - 1);
        assertThat(number(dom, "broken")).isZero();
        assertThat(number(dom, "tips")).as("figures in the tooltip").isPositive();
        assertThat(number(dom, "charts"))
                .isEqualTo(page.split("application/json", -1).length - 1)
                .isGreaterThan(5);
        assertThat(number(dom, "undrawn")).isZero();
        assertThat(number(dom, "cut"))
                .as("charts whose text is cut at the right")
                .isZero();
        assertThat(number(dom, "paper")).isEqualTo(680);
        for (String unfit : List.of("unfit", "unfit-on-paper", "cut-on-paper", "unfit-afterwards")) {
            assertThat(number(dom, unfit)).as("charts that are " + unfit).isZero();
        }
        assertThat(number(dom, "open")).as("tables that the script left open").isZero();
        assertThat(number(dom, "loaded")).isZero();
    }

    /** The page with the probe at its end, under the same policy, which names the probe too. */
    private static String probed(String page) {
        String policy = page.replaceFirst(
                "script-src ", "script-src " + Matcher.quoteReplacement(ChartScripts.source(PROBE)) + " ");
        int end = policy.lastIndexOf("</body>");
        return policy.substring(0, end) + "<script>" + PROBE + "</script>" + policy.substring(end);
    }

    private static double number(String dom, String name) {
        Matcher found = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(dom);
        assertThat(found.find()).as("data-%s in %s", name, dom).isTrue();
        return Double.parseDouble(found.group(1));
    }

    /** The page's DOM, or what the console says of it. */
    private String open(Path browser, Path page, String wanted) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=390,800",
                "--dump-dom",
                page.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        if (wanted.equals("dom")) {
            return Files.readString(dom);
        }
        try (Stream<String> lines = Files.lines(log)) {
            return String.join(
                    "\n", lines.filter(line -> line.contains("CONSOLE")).toList());
        }
    }

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
