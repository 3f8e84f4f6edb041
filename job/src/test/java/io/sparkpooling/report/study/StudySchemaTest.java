package io.sparkpooling.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sparkpooling.report.ReportJson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema in the jar describes what {@code scripts/pool study --json} writes. */
public class StudySchemaTest {

    /** What the schema has against a study; nothing where it is valid. */
    public static List<String> errors(JsonNode study) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(StudyReport.class.getResourceAsStream("study.schema.json"));
        return schema.validate(study).stream().map(Error::toString).toList();
    }

    @Test
    void acceptsWhatIsWritten() throws IOException {
        assertThat(errors(example())).isEmpty();
    }

    @Test
    void refusesAMissingAndAnUnknownKey() throws IOException {
        ObjectNode motion = (ObjectNode) example().at("/poolings/0/motions/0/motion");
        JsonNode study = example();
        ((ObjectNode) study.at("/poolings/0/motions/0")).set("motion", motion.without("axisFromLast"));
        ((ObjectNode) study).put("sample", 7);
        assertThat(errors(study))
                .hasSize(2)
                .anyMatch(error -> error.contains("axisFromLast"))
                .anyMatch(error -> error.contains("sample"));
    }

    @Test
    void refusesAnotherVersionAndAMotionThatThereIsNot() throws IOException {
        JsonNode study = example();
        ((ObjectNode) study).put("schemaVersion", 7);
        ((ObjectNode) study.at("/poolings/0/motions/0/motion")).put("kind", "MIRROR");
        assertThat(errors(study))
                .hasSize(2)
                .anyMatch(error -> error.contains("schemaVersion"))
                .anyMatch(error -> error.contains("kind"));
    }

    /** What the two have in common is described in the same words. */
    @Test
    void sharesItsPartsWithTheReports() throws IOException {
        JsonNode study = tree(StudyReport.class, "study.schema.json");
        JsonNode report = tree(ReportJson.class, "report.schema.json");
        for (String part : List.of("count", "number", "fidelity", "shiftChange", "rejectCount")) {
            assertThat(study.at("/$defs/" + part)).isEqualTo(report.at("/$defs/" + part));
        }
    }

    private static JsonNode tree(Class<?> beside, String name) throws IOException {
        return ReportJson.mapper().readTree(beside.getResourceAsStream(name));
    }

    private static JsonNode example() throws IOException {
        return ReportJson.mapper().readTree(StudyExample.study().json());
    }
}
