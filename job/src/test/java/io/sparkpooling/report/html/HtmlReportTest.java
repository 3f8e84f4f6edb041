package io.sparkpooling.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sparkpooling.report.Examples;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.RunReport;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final Pattern SIZE = Pattern.compile("(?:font-size:|font:|clamp\\()\\s*(\\d+)px");

    @Test
    void answersItsQuestionsInOrder() throws Exception {
        List<String> sections = new ArrayList<>();
        for (Element section : elements(page(Examples.run()), "section")) {
            sections.add(section.getAttribute("id"));
        }
        assertThat(sections).containsExactly("saved", "kept", "pictures", "wrong", "run");
    }

    @Test
    void saysWhatWasSavedLostAndRejected() {
        assertThat(HtmlReport.of(Examples.run()))
                .contains("<h1>3.5 times smaller on disk</h1>")
                .contains("57.2 MiB → 16.2 MiB")
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
    void nothingIsLoadedAndNothingRuns() throws Exception {
        Document page = page(Examples.run());
        assertThat(HtmlReport.of(Examples.run())).doesNotContain("http:", "https:", "@import", "url(", "javascript:");
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "link")).isEmpty();
        for (Element image : elements(page, "img")) {
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(image.getAttribute("alt")).isNotEmpty();
        }
    }

    @Test
    void everyChartHasATableBehindIt() throws Exception {
        for (Element chart : elements(page(Examples.run()), "*")) {
            if (List.of(chart.getAttribute("class").split(" ")).contains("chart")
                    || chart.getAttribute("class").equals("gallery")) {
                assertThat(holdsTable(chart))
                        .as(chart.getAttribute("aria-label"))
                        .isTrue();
            }
        }
    }

    private static boolean holdsTable(Node chart) {
        for (Node at = chart;
                at instanceof Element element && !element.getTagName().equals("section");
                at = at.getParentNode()) {
            for (Node next = at.getNextSibling(); next != null; next = next.getNextSibling()) {
                if (next instanceof Element details
                        && details.getTagName().equals("details")
                        && details.getElementsByTagName("table").getLength() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noTextIsSmallerThanTwelvePixels() {
        Matcher sizes = SIZE.matcher(HtmlReport.of(Examples.run()));
        int found = 0;
        while (sizes.find()) {
            assertThat(Integer.parseInt(sizes.group(1))).isGreaterThanOrEqualTo(12);
            found++;
        }
        assertThat(found).isGreaterThan(10);
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
        poison(json, hostile);
        RunReport report = ReportJson.mapper().treeToValue(json, RunReport.class);
        Document page = page(report);
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "section")).hasSize(5);
        assertThat(elements(page, "style")).hasSize(1);
        for (Element element : elements(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
            assertThat(element.getAttribute("href")).isEmpty();
        }
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("\u202e", "\u2066", "\u001b");
    }

    /** Every text of the report but those with a meaning of their own. */
    private static void poison(JsonNode node, String text) {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(fields(object))) {
                boolean free =
                        !List.of("publishKind", "status", "kind", "levels").contains(key);
                if (object.get(key) instanceof TextNode && free) {
                    object.put(key, text);
                } else {
                    poison(object.get(key), text);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode) {
                    array.set(i, new TextNode(text));
                } else {
                    poison(array.get(i), text);
                }
            }
        }
    }

    private static List<String> fields(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
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

    static Document page(RunReport report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        String html = HtmlReport.of(report);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }

    private static List<Element> elements(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
