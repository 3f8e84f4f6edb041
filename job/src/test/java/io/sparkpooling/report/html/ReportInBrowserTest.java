package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.report.Examples;
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
    private static final String PROBE = """
            <script>
            let smallest = 1000;
            for (const element of document.querySelectorAll('body *')) {
              if ([...element.childNodes].some(child => child.nodeType === 3 && child.data.trim())) {
                smallest = Math.min(smallest, parseFloat(getComputedStyle(element).fontSize));
              }
            }
            document.body.dataset.smallest = smallest;
            document.body.dataset.overflow = document.documentElement.scrollWidth - window.innerWidth;
            document.body.dataset.broken = [...document.images].filter(image => !image.naturalWidth).length;
            </script>
            """;

    @TempDir
    Path folder;

    static List<String> pages() {
        return List.of(HtmlReport.of(Examples.run()), StudyPage.of(StudyExample.study()));
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
        Path probed = Files.writeString(
                folder.resolve("probed.html"),
                page.replaceFirst("<meta http-equiv[^>]*>", "")
                        .replace("<details ", "<details open=\"\" ")
                        .replace("</body>", PROBE + "</body>"));
        String dom = open(browser.get(), probed, "dom");
        assertThat(number(dom, "smallest")).isBetween(12.0, 48.0);
        assertThat(number(dom, "overflow")).isLessThanOrEqualTo(0);
        assertThat(number(dom, "broken")).isZero();
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
