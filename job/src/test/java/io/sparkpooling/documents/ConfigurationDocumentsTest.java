package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentsTest {
    private static final Path JOB_YAML = GeneratedPart.repository().resolve("conf/job.yaml");

    @Test
    void everySettingIsExplained() throws IOException {
        GeneratedPart.requireEqual(
                "job/docs/configuration.md",
                Settings.all().stream()
                        .map(ConfigurationDocumentsTest::row)
                        .collect(Collectors.joining(
                                "", "| setting | value | default | meaning |\n|---|---|---|---|\n", "")));
    }

    @Test
    void theYamlFileExplainsEverySettingInTheSameWords() throws IOException {
        String comments =
                Files.readString(JOB_YAML).replaceAll("\\s*\n#(?! )", "\n\n").replaceAll("\n# ", " ");
        for (Setting<?> setting : Settings.all()) {
            assertThat(comments).contains(" " + setting.description() + "\n");
            assertThat(comments).containsPattern("(?m)^" + setting.word() + ":");
        }
    }

    @Test
    void theYamlFileSaysTheDefaults() {
        JobConfiguration inFile =
                Layers.of(Map.of(), Map.of(), Optional.of(JOB_YAML)).configuration();
        for (Setting<?> setting : Settings.all()) {
            if (!setting.defaults().isEmpty()) {
                assertThat(setting.parser().apply(inFile.settings().get(setting.word())))
                        .as(setting.word())
                        .isEqualTo(setting.parser().apply(setting.defaults()));
            }
        }
        assertThat(inFile.hints()).isEmpty();
        assertThat(inFile.master()).isEmpty();
    }

    @Test
    void theYamlFilePoolsTheSample() {
        JobConfiguration inFile =
                Layers.of(Map.of(), Map.of(), Optional.of(JOB_YAML)).configuration();
        assertThat(inFile.input()).isEqualTo(List.of("data-samples/feature-maps.parquet"));
        assertThat(inFile.pool())
                .hasToString("[max_pool2d(head, kernel_size=2), adaptive_avg_pool2d(stage5, output_size=1)]");
    }

    private static String row(Setting<?> setting) {
        boolean several = setting.kind() == Setting.Kind.LIST || setting.kind() == Setting.Kind.BY_COLUMN;
        String standard = setting.defaults().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
        return "| `%s`%s | `%s` | %s | %s |%n"
                .formatted(setting.word(), several ? "*" : "", setting.placeholder(), standard, setting.description());
    }
}
