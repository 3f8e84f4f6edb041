package io.sparkpooling.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a page is made of, by an XML parser that accepts nothing that is not well-formed; only the scripts are no XML, and left out. */
final class PageElements {
    private static final Pattern SIZE = Pattern.compile("(?:font-size:|font:|clamp\\()\\s*(\\d+)px");

    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private PageElements() {}

    /** What runs in the page. */
    static List<String> scripts(String html) {
        return SCRIPT.matcher(html).results().map(script -> script.group(1)).toList();
    }

    /** The options of each chart, by what it says it shows; of several that say the same the last. */
    static Map<String, JsonNode> charts(String html) throws Exception {
        Map<String, JsonNode> charts = new LinkedHashMap<>();
        for (Element script : all(document(html), "script")) {
            String label = ((Element) script.getParentNode()).getAttribute("aria-label");
            charts.put(label, new ObjectMapper().readTree(script.getTextContent()));
        }
        return charts;
    }

    static Document document(String page) throws Exception {
        String html = SCRIPT.matcher(page).replaceAll("");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }

    static List<Element> all(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** What the charts say of themselves that nobody can read in numbers. */
    static List<String> chartsWithoutTable(Document page) {
        List<Element> charts = all(page, "*").stream()
                .filter(chart -> List.of(chart.getAttribute("class").split(" ")).contains("chart")
                        || chart.getAttribute("class").equals("gallery"))
                .toList();
        if (charts.isEmpty()) {
            throw new AssertionError("the page has no charts");
        }
        return charts.stream()
                .filter(chart -> !holdsTable(chart))
                .map(chart -> chart.getAttribute("aria-label"))
                .toList();
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

    /** The sizes of text in the style sheet, in pixels. */
    static List<Integer> textSizes(String html) {
        return SIZE.matcher(html)
                .results()
                .map(size -> Integer.parseInt(size.group(1)))
                .toList();
    }

    /** Replaces every text but those with a meaning of their own. */
    static void poison(JsonNode node, String text, String... kept) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String key : names) {
                if (object.get(key) instanceof TextNode && !List.of(kept).contains(key)) {
                    object.put(key, text);
                } else {
                    poison(object.get(key), text, kept);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode) {
                    array.set(i, new TextNode(text));
                } else {
                    poison(array.get(i), text, kept);
                }
            }
        }
    }
}
