package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.study.StudyExample;
import io.sparkpooling.report.study.StudyReport;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class StudyPageTest {
    private static final String PAGE = StudyPage.of(StudyExample.study());

    @Test
    void hasASectionForEachColumnThatWasMoved() throws Exception {
        assertThat(PageElements.all(PageElements.document(PAGE), "section"))
                .extracting(section -> section.getAttribute("id"))
                .containsExactly("overview", "motions-0", "motions-1", "remarks");
        assertThat(PAGE)
                .contains("<h2 id=\"motions-0-title\">Small motions of <bdi>head along H, W</bdi></h2>")
                .contains("<h2 id=\"motions-1-title\">Small motions of <bdi>sound along T</bdi></h2>");
    }

    @Test
    void saysWhatTheTableOfTheTerminalSays() {
        assertThat(PAGE)
                .contains("<h1>4 poolings side by side</h1>", "Measured on 100 of 1000 rows in 2 files")
                .contains("<bdi>head along H, W, not pooled</bdi>")
                .contains("20.0 dB", "75.0 %", "<bdi>0.125 s</bdi>")
                .contains("<bdi>85.0 %</bdi>", "<bdi>0.9550</bdi>")
                .contains("Cannot pool 384x7x7 with kernel 9x9, padding 0: the output would be empty")
                .contains("1 of 3 files cannot be read", "a.parquet, row 17");
    }

    @Test
    void drawsALineForEachPoolingOverEachKindOfMotion() throws Exception {
        Document page = PageElements.document(PAGE);
        List<Element> plots = PageElements.all(page, "div").stream()
                .filter(each -> each.getAttribute("class").equals("chart plot"))
                .toList();
        assertThat(plots)
                .extracting(plot -> plot.getAttribute("aria-label"))
                .containsExactly(
                        "Stability: Shift, elements",
                        "Stability: Rotation, degrees",
                        "Stability: Scaling, factor",
                        "Cosine similarity: Shift, elements",
                        "Cosine similarity: Rotation, degrees",
                        "Cosine similarity: Scaling, factor",
                        "Stability: Shift, elements",
                        "Stability: Scaling, factor",
                        "Cosine similarity: Shift, elements",
                        "Cosine similarity: Scaling, factor");
        assertThat(curves(plots.get(0)))
                .containsExactly(
                        "M3.00 3.00L50.00 97.00L97.00 97.00",
                        "M3.00 3.00L50.00 50.00L97.00 50.00",
                        "M3.00 3.00L50.00 3.00L97.00 3.00");
        assertThat(curves(plots.get(2)).get(0)).isEqualTo("M3.00 97.00L50.00 3.00L97.00 97.00");
    }

    private static List<String> curves(Element plot) {
        return PageElements.all(plot.getOwnerDocument(), "path").stream()
                .filter(path -> path.getParentNode().getParentNode().getParentNode() == plot)
                .filter(path -> path.getAttribute("class").startsWith("curve "))
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    @Test
    void everyChartHasATableBehindIt() throws Exception {
        assertThat(PageElements.chartsWithoutTable(PageElements.document(PAGE))).isEmpty();
    }

    @Test
    void nothingIsLoadedAndNothingRuns() throws Exception {
        assertThat(PAGE)
                .doesNotContain("http:", "https:", "@import", "url(", "javascript:")
                .contains("Content-Security-Policy", "default-src &#39;none&#39;");
        for (String tag : List.of("script", "link", "img", "iframe")) {
            assertThat(PageElements.all(PageElements.document(PAGE), tag)).isEmpty();
        }
    }

    @Test
    void isLegibleInLightAndDarkAndPrints() {
        assertThat(PageElements.textSizes(PAGE)).hasSizeGreaterThan(10).allMatch(size -> size >= 12);
        assertThat(PAGE).contains("prefers-color-scheme: dark", "@media print", "max-width: 520px");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</style></script><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "a\u0000\u0007\u001b[31m\r\nb",
                "\u202egnp.exe\u2066\u200f",
                "\ud800 \uffff \u2028"
            })
    void hostileTextsStayTexts(String hostile) throws Exception {
        for (String kept : List.of("failure", "nothing")) {
            JsonNode json = ReportJson.mapper().valueToTree(StudyExample.study());
            PageElements.poison(json, hostile, "kind", kept);
            Document page =
                    PageElements.document(StudyPage.of(ReportJson.mapper().treeToValue(json, StudyReport.class)));
            assertThat(PageElements.all(page, "script")).isEmpty();
            assertThat(PageElements.all(page, "style")).hasSize(1);
            for (Element element : PageElements.all(page, "*")) {
                for (int i = 0; i < element.getAttributes().getLength(); i++) {
                    assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
                }
            }
            assertThat(page.getDocumentElement().getTextContent()).doesNotContain("\u202e", "\u2066", "\u001b");
        }
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
            assertThat(StudyPage.of(StudyExample.study())).isEqualTo(PAGE);
        } finally {
            Locale.setDefault(locale);
        }
    }
}
