package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.report.Examples;
import io.sparkpooling.report.Picture;
import io.sparkpooling.report.PictureKind;
import io.sparkpooling.report.Raster;
import io.sparkpooling.report.study.StudyExample;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What the charts of the pages are told to draw, and what their policy lets run. */
class ReportChartsTest {
    private static final String PAGE = HtmlReport.of(Examples.run());

    static List<String> pages() {
        return List.of(PAGE, StudyPage.of(StudyExample.study()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePolicyNamesTheScriptsThatStandInThePageAndNoOther(String page) throws Exception {
        List<String> scripts = PageElements.scripts(page);
        String hashes = scripts.stream().map(ReportChartsTest::hash).collect(Collectors.joining(" "));
        Element policy = PageElements.all(PageElements.document(page), "meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow();
        assertThat(scripts).hasSize(2);
        assertThat(scripts.get(0))
                .contains("Licensed to the Apache Software Foundation")
                .doesNotContain("\r", "\u0000");
        assertThat(scripts.get(1)).contains("renderer: 'svg'").doesNotContain("\r", "\u0000");
        assertThat(policy.getAttribute("content"))
                .isEqualTo("default-src 'none'; script-src " + hashes
                        + "; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPageStaysBelowOneMegabyte() {
        assertThat(PAGE.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(500_000, 1_000_000);
    }

    @Test
    void barsHoldTheBytesOfTheReport() throws Exception {
        JsonNode disk = PageElements.charts(PAGE).get("Bytes on disk of each column, before and after");
        assertThat(disk.at("/yAxis/data"))
                .extracting(JsonNode::textValue)
                .containsExactly("head_small", "stage5", "all files");
        assertThat(disk.at("/series/0/name").textValue()).isEqualTo("before");
        assertThat(disk.at("/series/0/data"))
                .extracting(ReportChartsTest::value)
                .containsExactly(2e7, 3e7, 6e7);
        assertThat(disk.at("/series/1/data"))
                .extracting(ReportChartsTest::value)
                .containsExactly(5.5e6, 7e5, 1.7e7);
        assertThat(disk.at("/series/1/data/1/text").textValue()).isEqualTo("stage5, after: 683.6 KiB");
        assertThat(disk.at("/series/1/data/1/label/formatter").textValue()).isEqualTo("683.6 KiB");
    }

    @Test
    void rangesReachFromMinimumToMaximumWithTheMeanBetween() throws Exception {
        JsonNode range = PageElements.charts(PAGE).get("Range, mean and deviation of the values, before and after");
        assertThat(range.path("series")).hasSize(6);
        assertThat(range.at("/series/0/data"))
                .extracting(point -> point.at("/value/0").doubleValue())
                .containsExactly(0.0, 7.25);
        double deviation = Math.sqrt(0.34);
        assertThat(range.at("/series/1/data/0/value/0").doubleValue()).isZero();
        assertThat(range.at("/series/1/data/1/value/0").doubleValue()).isCloseTo(0.4 + deviation, within(1e-3));
        assertThat(range.at("/series/2/data/0/value/0").doubleValue()).isEqualTo(0.4);
        assertThat(range.at("/series/5/data/0/value/1").textValue()).isEqualTo("after");
    }

    @Test
    void sharesAreSharesOfOneAndWhatWasNotMeasuredIsNotDrawn() throws Exception {
        JsonNode shares = PageElements.charts(PAGE).get("Share of zeros, and stability, before and after");
        assertThat(shares.at("/xAxis/max").intValue()).isEqualTo(1);
        assertThat(value(shares.at("/series/0/data/0"))).isCloseTo(0.5, within(1e-6));
        assertThat(shares.at("/series/0/data/1/value").isNull())
                .as("stability of no sample")
                .isTrue();
    }

    @Test
    void rowsAddUp() throws Exception {
        JsonNode rows = PageElements.charts(PAGE).get("Rows pooled, rejected, and in rejected files");
        assertThat(rows.path("series"))
                .extracting(part -> value(part.at("/data/0")))
                .containsExactly(95.0, 3.0, 2.0);
    }

    @Test
    void unitsStandInTheLaneOfTheirExecutorFromBeginToEnd() throws Exception {
        JsonNode time = PageElements.charts(PAGE).get("When each unit was worked on");
        assertThat(time.at("/xAxis/max").doubleValue()).isEqualTo(12.5);
        assertThat(time.at("/yAxis/data")).hasSize(2);
        assertThat(time.at("/series/0/markLine/data").toString())
                .isEqualTo("[[{\"name\":\"u0: 11.0 s\",\"coord\":[1.0,0]},{\"coord\":[12.0,0]}]]");
        assertThat(time.at("/series/1/markLine/data").toString())
                .isEqualTo("[[{\"name\":\"u1: 10.0 s\",\"coord\":[2.0,1]},{\"coord\":[12.0,1]}]]");
    }

    @Test
    void aSignalIsALineOnTheScaleOfItsPicture() throws Exception {
        Markup page = new Markup();
        byte[] levels = {0, (byte) Raster.HIGHEST, (byte) Raster.NO_NUMBER};
        Raster raster = new Raster(1, 1, 3, Base64.getEncoder().encodeToString(levels));
        Picture picture = new Picture("a.parquet", 0, "C = 1", PictureKind.LINE, -1, 3, List.of(), raster, raster);
        new Signal(picture, raster, "after").write(page, "C = 1 after");
        JsonNode chart = PageElements.charts("<!DOCTYPE html>\n" + page).get("C = 1 after");
        assertThat(chart.at("/yAxis/min").doubleValue()).isEqualTo(-1);
        assertThat(chart.at("/yAxis/max").doubleValue()).isEqualTo(3);
        assertThat(chart.at("/series/0/data"))
                .extracting(point -> point.path("value").toString())
                .containsExactly("[0.0,-1.0]", "[1.0,3.0]", "[2.0,null]");
    }

    private static double value(JsonNode item) {
        return item.path("value").doubleValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!-- <script>",
                "&lt;",
                "\u2028\u2029",
                "{b|x}",
                "\"]}",
                "ü"
            })
    void aNameInTheOptionsIsTextForHtmlAndReadsBack(String name) throws Exception {
        String json =
                ChartOptions.of("{type: 'bar'}").with("data", List.of(name)).json();
        assertThat(json).doesNotContain("<", ">", "&").matches("\\p{ASCII}*");
        assertThat(new ObjectMapper().readTree(json).at("/data/0").textValue()).isEqualTo(Markup.visible(name));
    }

    @Test
    void aNumberThatDoesNotExistIsNull() {
        assertThat(ChartOptions.of("{}")
                        .with("data", List.of(1.5, Double.NaN, Double.POSITIVE_INFINITY))
                        .json())
                .isEqualTo("{\"data\":[1.5,null,null]}");
    }

    @Test
    void whatWouldEndAScriptIsRefused() {
        assertThatThrownBy(() -> new Markup().script("alert('</script>')"))
                .hasMessage("Invalid script: it holds </script or <!-- (would end the element)");
        assertThatThrownBy(() -> new Markup().data("{\"a\": \"<\"}"))
                .hasMessage("Invalid data: it holds < or & (must be text for HTML and XML)");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void withoutScriptsTheTablesStandOpen(String page) throws Exception {
        List<Element> behind = PageElements.all(PageElements.document(page), "details").stream()
                .filter(details -> details.getAttribute("class").contains("behind"))
                .toList();
        assertThat(behind).isNotEmpty().allMatch(details -> details.hasAttribute("open"));
        assertThat(page)
                .contains(
                        "<noscript><p class=\"warning\">Charts need scripts",
                        ".chart { display: none; }",
                        ".drawn .chart",
                        "html:not(.drawn) :is(.pair, .plots, .legend, .series, .sides.line) { display: none; }");
    }
}
