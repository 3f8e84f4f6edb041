package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.study.StudyExample;
import io.sparkpooling.report.study.StudyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<String, JsonNode> charts = PageElements.charts(PAGE);
        assertThat(charts.keySet())
                .contains(
                        "Stability: Shift, elements",
                        "Stability: Rotation, degrees",
                        "Stability: Scaling, factor",
                        "Cosine similarity: Shift, elements",
                        "Cosine similarity: Rotation, degrees",
                        "Cosine similarity: Scaling, factor");
        JsonNode turns = charts.get("Stability: Rotation, degrees");
        assertThat(turns.at("/yAxis/min").doubleValue()).isEqualTo(0.7);
        assertThat(turns.at("/xAxis/min").doubleValue()).isEqualTo(-5);
        assertThat(turns.at("/xAxis/max").doubleValue()).isEqualTo(5);
        assertThat(names(turns))
                .containsExactly("not pooled", "max_pool2d(head, kernel_size=2)", "avg_pool2d(head, kernel_size=2)");
        assertThat(heights(turns, 0)).startsWith(0.7, 0.7).contains(1.0).endsWith(0.7, 0.7);
        assertThat(heights(turns, 1)).startsWith(0.85, 0.85).contains(1.0).endsWith(0.85, 0.85);
        assertThat(heights(turns, 2)).hasSize(11).containsOnly(1.0);
        assertThat(heights(charts.get("Stability: Scaling, factor"), 0)).containsExactly(0.7, 1.0, 0.7);
        assertThat(turns.at("/series/1/data/0/text").textValue())
                .isEqualTo("max_pool2d(head, kernel_size=2), rotation by -5°: 85.0 %");
    }

    /** Both axes change alike here, so their mean does. */
    @Test
    void shiftsAreOnePointForAllAxesInTheChartAndALineForEachInTheTable() throws Exception {
        assertThat(heights(PageElements.charts(PAGE).get("Stability: Shift, elements"), 0))
                .containsExactly(1.0, 0.7, 0.7);
        assertThat(PAGE).contains("shift by 2 along W", "shift by 2 along H", "shift by 2 along T");
    }

    @Test
    void linesDifferInColourAndDash() throws Exception {
        JsonNode series =
                PageElements.charts(PAGE).get("Stability: Rotation, degrees").path("series");
        assertThat(series)
                .extracting(line -> line.path("lineStyle").toString())
                .containsExactly(
                        "{\"width\":2,\"type\":[2,4],\"color\":\"var(--soft)\"}",
                        "{\"width\":2,\"type\":\"solid\",\"color\":\"var(--s0)\"}",
                        "{\"width\":2,\"type\":[9,4],\"color\":\"var(--s1)\"}");
    }

    @Test
    void barsHoldTheFiguresOfTheStudy() throws Exception {
        JsonNode times = PageElements.charts(PAGE).get("Kernel time for 10^9 bytes, shorter is faster");
        assertThat(times.at("/yAxis/data"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "max_pool2d(head, kernel_size=2)",
                        "max_pool1d(sound, kernel_size=4)",
                        "avg_pool2d(head, kernel_size=2)",
                        "avg_pool2d(head, kernel_size=2, mask='ok')");
        assertThat(times.at("/series/0/data"))
                .hasSize(4)
                .allMatch(bar -> bar.path("value").doubleValue() == 0.125
                        && bar.at("/label/formatter").textValue().equals("0.125 s"));
    }

    private static List<String> names(JsonNode chart) {
        return chart.path("series").findValuesAsText("name").stream().toList();
    }

    private static List<Double> heights(JsonNode chart, int series) {
        List<Double> heights = new ArrayList<>();
        chart.at("/series/" + series + "/data")
                .forEach(point -> heights.add(Math.round(point.at("/value/1").doubleValue() * 1e9) / 1e9));
        return heights;
    }

    @Test
    void everyChartHasATableBehindIt() throws Exception {
        assertThat(PageElements.chartsWithoutTable(PageElements.document(PAGE))).isEmpty();
    }

    @Test
    void nothingIsLoaded() throws Exception {
        String withoutScripts =
                PageElements.scripts(PAGE).stream().reduce(PAGE, (rest, script) -> rest.replace(script, ""));
        assertThat(withoutScripts).doesNotContain("http:", "https:", "@import", "url(", "javascript:");
        for (String tag : List.of("link", "img", "iframe")) {
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
            String html = StudyPage.of(ReportJson.mapper().treeToValue(json, StudyReport.class));
            assertThat(PageElements.scripts(html)).isEqualTo(PageElements.scripts(PAGE));
            Document page = PageElements.document(html);
            for (Element script : PageElements.all(page, "script")) {
                assertThat(script.getAttribute("type")).isEqualTo("application/json");
            }
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
