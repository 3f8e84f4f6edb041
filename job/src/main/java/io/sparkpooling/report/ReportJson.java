package io.sparkpooling.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkpooling.tensor.InvalidArgumentException;

/**
 * The report as JSON, by the form in {@code report.schema.json}. Keys stand in the order of the records' components. A number
 * that does not exist, such as the mean of no values, is {@code null}; an infinite one is {@code "Infinity"} or
 * {@code "-Infinity"}; every other one reads back to the same bits. {@link #mapper()} does so for any record: the journal's
 * too.
 */
public final class ReportJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new DoublesModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private ReportJson() {}

    /** A mapper that writes and reads the report's records; a copy, the caller's to configure. */
    public static ObjectMapper mapper() {
        return MAPPER.copy();
    }

    /** The report as indented JSON, with a line break at its end. */
    public static String write(RunReport report) {
        try {
            return MAPPER.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the report as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The report of that JSON; {@code name} is the file's name in messages. */
    public static RunReport read(String name, String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            requireKnownVersion(name, tree.path("schemaVersion"));
            return MAPPER.treeToValue(tree, RunReport.class);
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentException(
                    "[%s] Cannot read the report: %s".formatted(name, e.getOriginalMessage()), e);
        }
    }

    private static void requireKnownVersion(String name, JsonNode version) {
        if (!version.isInt() || version.intValue() != RunReport.SCHEMA_VERSION) {
            throw new InvalidArgumentException("[%s] Cannot read the report: schema version %s (this version reads %d)"
                    .formatted(name, version.isMissingNode() ? "missing" : version, RunReport.SCHEMA_VERSION));
        }
    }
}
