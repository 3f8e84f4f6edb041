package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sparkpooling.report.html.HtmlReport;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileReportTest {

    /** Whatever stands in the place of any one value: the report is shown, or refused with a reason; it is never a defect. */
    @Test
    void hostileValuesAreShownOrRefused() {
        List<JsonNode> hostile = List.of(
                new TextNode("\u001b[2J<script>"),
                new IntNode(-1),
                new IntNode(Integer.MAX_VALUE),
                new DoubleNode(1e308),
                new BigIntegerNode(BigInteger.TEN.pow(400)),
                NullNode.getInstance(),
                ReportJson.mapper().createArrayNode().add(NullNode.getInstance()),
                ReportJson.mapper().createObjectNode());
        int places = places(ReportJson.mapper().valueToTree(Examples.run()), new ArrayList<>())
                .size();
        for (int place = 0; place < places; place++) {
            for (JsonNode value : hostile) {
                JsonNode json = ReportJson.mapper().valueToTree(Examples.run());
                places(json, new ArrayList<>()).get(place).set(value);
                assertThat(shown(json.toString()))
                        .as("place %s, %s", place, value)
                        .doesNotContain("\u001b");
            }
        }
    }

    private static String shown(String json) {
        try {
            RunReport report = ReportJson.read("report.json", json);
            return ReportText.of(report, 40)
                    + ReportText.of(report)
                    + HtmlReport.of(report)
                    + ReportComparison.of(report, report, 40);
        } catch (InvalidArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("[report.json] Cannot read the report: ");
            return "";
        }
    }

    private interface Place {
        void set(JsonNode value);
    }

    private static List<Place> places(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                places.add(value -> object.set(name, value));
                places(object.get(name), places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(value -> array.set(index, value));
                places(array.get(i), places);
            }
        }
        return places;
    }
}
