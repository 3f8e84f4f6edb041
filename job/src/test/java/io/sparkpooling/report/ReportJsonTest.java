package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void readsBackWhatItWrote() {
        RunReport report = Examples.run();
        assertThat(ReportJson.read("report.json", ReportJson.write(report))).isEqualTo(report);
    }

    @Test
    void writesTheSameTextForTheSameReport() {
        assertThat(ReportJson.write(Examples.run())).isEqualTo(ReportJson.write(Examples.run()));
    }

    @Test
    void writesNumbersThatDoNotExistAsNull() throws Exception {
        ObjectMapper mapper = ReportJson.mapper();
        JsonNode json = mapper.valueToTree(ValueStatistics.EMPTY);
        assertThat(json.get("mean").isNull()).isTrue();
        assertThat(mapper.treeToValue(json, ValueStatistics.class)).isEqualTo(ValueStatistics.EMPTY);
    }

    @Test
    void writesInfinityAsText() throws Exception {
        ObjectMapper mapper = ReportJson.mapper();
        ValueStatistics infinite = new ValueStatistics(1, 1, 0, 0, 0, 0, -1e300, 1e300, 0, 0, Double.POSITIVE_INFINITY);
        JsonNode json = mapper.valueToTree(infinite);
        assertThat(json.get("energy").textValue()).isEqualTo("Infinity");
        assertThat(mapper.treeToValue(json, ValueStatistics.class)).isEqualTo(infinite);
    }

    @Test
    void derivedFiguresStandInTheJson() {
        JsonNode json = ReportJson.mapper().valueToTree(Examples.run());
        assertThat(json.at("/totals/storedRatio").doubleValue()).isEqualTo(60.0 / 17);
        assertThat(json.at("/totals/rows/balanced").booleanValue()).isTrue();
        assertThat(json.at("/cost/usdPerMonthBefore").doubleValue()).isEqualTo(23 * 60e6 / 1e12);
        assertThat(json.at("/tensors/0/after/statistics/variance").isNumber()).isTrue();
    }

    @Test
    void anUnknownSchemaVersionIsRefused() {
        String future = ReportJson.write(Examples.run()).replace("\"schemaVersion\" : 2", "\"schemaVersion\" : 3");
        assertThatThrownBy(() -> ReportJson.read("report.json", future))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("[report.json] Cannot read the report: schema version 3 (this version reads 2)");
    }

    @Test
    void aReportWithoutVersionIsRefused() {
        assertThatThrownBy(() -> ReportJson.read("report.json", "{}"))
                .hasMessage("[report.json] Cannot read the report: schema version missing (this version reads 2)");
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> ReportJson.read("report.json", "size: 3"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("[report.json] Cannot read the report: ");
    }

    @Test
    void anUnknownKeyIsRefused() {
        String json = ReportJson.write(Examples.run()).replace("\"runKey\"", "\"runkey\" : \"\", \"runKey\"");
        assertThatThrownBy(() -> ReportJson.read("report.json", json)).hasMessageContaining("\"runkey\"");
    }

    @Test
    void aReportCanBeSentByJavaSerialisation() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Examples.run());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(Examples.run());
        }
    }
}
