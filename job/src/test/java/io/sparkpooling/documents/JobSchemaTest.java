package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.configuration.SaveMode;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.storage.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema of a job's YAML file, which lies beside {@code conf/job.yaml} and in the jar, says what the settings say. */
class JobSchemaTest {
    private static final Path FILE = GeneratedPart.repository().resolve("conf/job.schema.json");
    private static final Path JOB = GeneratedPart.repository().resolve("conf/job.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> WORDS = Map.of(
            "format", List.of("input", "parquet", "arrow"),
            "encoding", Stream.of(Encoding.values()).map(Encoding::word).toList(),
            "save-mode", Stream.of(SaveMode.values()).map(SaveMode::word).toList(),
            "on-bad-row", Stream.of(OnBadRow.values()).map(OnBadRow::word).toList());

    @Test
    void isWhatTheSettingsSay() throws IOException {
        String expected = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n";
        if ("write".equals(System.getProperty("pooling.documents"))) {
            Files.writeString(FILE, expected);
        }
        assertThat(Files.readString(FILE)).isEqualTo(expected);
    }

    @Test
    void liesInTheJar() throws IOException {
        assertThat(Settings.class.getResourceAsStream("job.schema.json")).hasSameContentAs(Files.newInputStream(FILE));
    }

    @Test
    void theCommentedFileIsValidAndLeadsEditorsToIt() throws IOException {
        String yaml = Files.readString(JOB);
        assertThat(yaml).startsWith("# yaml-language-server: $schema=job.schema.json\n");
        assertThat(errors(yaml)).isEmpty();
        assertThat(errors(yaml.replaceAll("(?m)^#(\\w[\\w-]*:)", "$1").replaceAll("(?m)^#(  \\w+:)", "$1")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            save-mod: append              | save-mod
            save-mode: replace            | save-mode
            dry-run: 7                    | dry-run
            shape: 24,56,56               | shape
            pool: {a: b}                  | pool
            """)
    void refusesWhatTheJobRefuses(String yaml, String word) throws IOException {
        assertThat(errors(yaml)).isNotEmpty().allMatch(error -> error.contains(word));
    }

    private static List<String> errors(String yaml) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.newInputStream(FILE));
        return schema.validate(new YAMLMapper().readTree(yaml)).stream()
                .map(Error::toString)
                .toList();
    }

    private static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A pooling job");
        schema.put(
                "description", "The settings of scripts/pool run --config; job/docs/configuration.md explains them.");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Setting<?> setting : Settings.all()) {
            ObjectNode property = properties.putObject(setting.word());
            property.put("description", setting.description());
            form(setting, property);
        }
        return schema;
    }

    private static void form(Setting<?> setting, ObjectNode property) {
        ArrayNode defaults = JSON.createArrayNode();
        setting.defaults().forEach(defaults::add);
        switch (setting.kind()) {
            case ONE -> {
                if (WORDS.containsKey(setting.word())) {
                    ArrayNode words = property.putArray("enum");
                    WORDS.get(setting.word()).forEach(words::add);
                } else {
                    property.set("type", scalar());
                }
                if (!defaults.isEmpty()) {
                    property.set("default", defaults.get(0));
                }
            }
            case FLAG -> {
                property.put("type", "boolean");
                property.put("default", Boolean.parseBoolean(setting.defaults().get(0)));
            }
            case LIST -> oneOrMore(property);
            case BY_COLUMN -> {
                property.put("type", "object");
                oneOrMore(property.putObject("additionalProperties"));
            }
        }
    }

    private static void oneOrMore(ObjectNode property) {
        ArrayNode forms = property.putArray("anyOf");
        forms.addObject().set("type", scalar());
        ObjectNode list = forms.addObject();
        list.put("type", "array");
        list.putObject("items").set("type", scalar());
    }

    /** Numbers too: {@code 0.1} and {@code [24, 56, 56]} are no texts to an editor. */
    private static JsonNode scalar() {
        return JSON.createArrayNode().add("string").add("number");
    }
}
