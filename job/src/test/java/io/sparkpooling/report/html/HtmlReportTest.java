package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.report.Examples;
import io.sparkpooling.report.PictureKind;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {
    @Test
    void answersItsQuestionsInOrder() throws Exception {
        List<String> sections = new ArrayList<>();
        for (Element section : PageElements.all(page(Examples.run()), "section")) {
            sections.add(section.getAttribute("id"));
        }
        assertThat(sections).containsExactly("saved", "kept", "pictures", "wrong", "run");
    }

    @Test
    void saysWhatWasSavedLostAndRejected() {
        assertThat(HtmlReport.of(Examples.run()))
                .contains("<h1>3.5 times smaller on disk</h1>")
                .contains("57.2 MiB → 16.2 MiB")
                .contains("Of 100 rows read, 98 were pooled and 2 rejected.")
                .contains("<bdi>saved if the input is removed</bdi></th><td><bdi>less than 0.01</bdi>")
                .contains("at USD 23.00 per TB and month")
                .contains("20.0 dB")
                .contains("75.0 %")
                .contains("No window covers 1 element at the borders of <bdi>H</bdi>")
                .contains("C = 17")
                .contains("a.parquet, row 17")
                .contains("1 retry")
                .contains("max_pool2d(head, kernel_size=2) AS head_small");
    }

    @Test
    void saysInAWordThatAllRowsWerePooled() throws Exception {
        JsonNode json = ReportJson.mapper().valueToTree(Examples.run());
        ((ObjectNode) json.at("/totals/rows")).put("pooled", 100).put("rejected", 0);
        assertThat(HtmlReport.of(ReportJson.mapper().treeToValue(json, RunReport.class)))
                .contains("57.2 MiB in 2 files became 16.2 MiB in 2 files. All 100 rows were pooled.");
    }

    @Test
    void noRuleForSomethingElseReachesTheSidesOfAPicture() {
        String page = HtmlReport.of(Examples.run());
        assertThat(page).contains("} .sides {");
        for (PictureKind kind : PictureKind.values()) {
            assertThat(page).doesNotContain("} ." + kind.word() + " {");
        }
    }

    @Test
    void nothingIsLoaded() throws Exception {
        String html = HtmlReport.of(Examples.run());
        Document page = PageElements.document(html);
        String withoutScripts =
                PageElements.scripts(html).stream().reduce(html, (rest, script) -> rest.replace(script, ""));
        assertThat(withoutScripts).doesNotContain("http:", "https:", "@import", "url(", "javascript:");
        assertThat(PageElements.all(page, "link")).isEmpty();
        for (Element image : PageElements.all(page, "img")) {
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(image.getAttribute("alt")).isNotEmpty();
        }
    }

    @Test
    void everyChartHasATableBehindIt() throws Exception {
        assertThat(PageElements.chartsWithoutTable(page(Examples.run()))).isEmpty();
    }

    @Test
    void noTextIsSmallerThanTwelvePixels() {
        assertThat(PageElements.textSizes(HtmlReport.of(Examples.run())))
                .hasSizeGreaterThan(10)
                .allMatch(size -> size >= 12);
    }

    @Test
    void followsTheReadersChoiceOfLightAndDarkAndPrints() {
        assertThat(HtmlReport.of(Examples.run()))
                .contains("prefers-color-scheme: dark", "@media print", "max-width: 520px");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</style></script><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' onfocus='alert(1)",
                "&lt;b&gt; ]]> --> <!--",
                "a\u0000\u0007\u001b[31m\r\nb",
                "\u202egnp.exe\u2066\u200f",
                "\ud800 \uffff \u2028",
                "javascript:alert(1)"
            })
    void hostileTextsStayTexts(String hostile) throws Exception {
        JsonNode json = ReportJson.mapper().valueToTree(Examples.run());
        PageElements.poison(json, hostile, "publishKind", "status", "kind", "levels");
        RunReport report = ReportJson.mapper().treeToValue(json, RunReport.class);
        assertThat(PageElements.scripts(HtmlReport.of(report)))
                .isEqualTo(PageElements.scripts(HtmlReport.of(Examples.run())));
        Document page = page(report);
        for (Element script : PageElements.all(page, "script")) {
            assertThat(script.getAttribute("type")).isEqualTo("application/json");
        }
        assertThat(PageElements.charts(HtmlReport.of(report)).keySet()).hasSize(6);
        assertThat(PageElements.all(page, "section")).hasSize(5);
        assertThat(PageElements.all(page, "style")).hasSize(1);
        for (Element element : PageElements.all(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
            assertThat(element.getAttribute("href")).isEmpty();
        }
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("\u202e", "\u2066", "\u001b");
    }

    @Test
    void isTheSameInEveryLocaleAndTimeZone() {
        String expected = HtmlReport.of(Examples.run());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "fa-IR-u-nu-arabext")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(HtmlReport.of(Examples.run())).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static Document page(RunReport report) throws Exception {
        return PageElements.document(HtmlReport.of(report));
    }
}
