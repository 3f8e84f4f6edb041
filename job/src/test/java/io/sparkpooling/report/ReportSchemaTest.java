package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {
    private final Schema schema = schema();

    @Test
    void acceptsWhatIsWritten() throws IOException {
        assertThat(errors(json())).isEmpty();
    }

    @Test
    void acceptsTheReportOfAnEmptyRun() throws IOException {
        RunReport run = Examples.run();
        RunReport empty = new RunReport(
                RunReport.SCHEMA_VERSION,
                run.version(),
                run.runKey(),
                new TreeMap<>(),
                new TreeMap<>(),
                run.input(),
                run.output(),
                PublishKind.MANIFEST,
                new RunTime(run.time().started(), run.time().started(), 0, 0, 0),
                Totals.of(List.of(), List.of(), List.of(), 0),
                new StorageCost(23, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(errors(ReportJson.mapper().readTree(ReportJson.write(empty))))
                .isEmpty();
    }

    @Test
    void refusesAMissingAndAnUnknownKey() throws IOException {
        ObjectNode json = (ObjectNode) json();
        json.remove("runKey");
        json.put("runkey", "");
        assertThat(errors(json)).hasSize(2).allMatch(error -> error.contains("run"));
    }

    @Test
    void refusesAnAccountThatDoesNotBalance() throws IOException {
        JsonNode json = json();
        ((ObjectNode) json.at("/totals/rows")).put("balanced", false);
        assertThat(errors(json)).singleElement().asString().contains("/totals/rows/balanced");
    }

    private static JsonNode json() throws IOException {
        return ReportJson.mapper().readTree(ReportJson.write(Examples.run()));
    }

    private List<String> errors(JsonNode json) {
        return schema.validate(json).stream().map(Error::toString).toList();
    }

    private static Schema schema() {
        InputStream resource = ReportJson.class.getResourceAsStream("report.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource);
    }
}
