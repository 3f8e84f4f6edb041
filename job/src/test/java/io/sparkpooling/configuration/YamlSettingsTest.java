package io.sparkpooling.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSettingsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("job.yaml");
    }

    @Test
    void valuesAreTheTextThatWasWritten() throws IOException {
        Map<Setting<?>, Given> settings = read("""
                # a comment
                input: [a, "b # c"]
                pool:
                  - max_pool2d(head, kernel_size=2)
                  - 'avg_pool2d("my column", kernel_size=2)'
                output: out
                max-reject-fraction: 0.10
                on-bad-row: null
                dry-run: true
                """);
        assertThat(values(settings, Settings.INPUT)).containsExactly("a", "b # c");
        assertThat(values(settings, Settings.POOL))
                .containsExactly("max_pool2d(head, kernel_size=2)", "avg_pool2d(\"my column\", kernel_size=2)");
        assertThat(values(settings, Settings.MAX_REJECT_FRACTION)).containsExactly("0.10");
        assertThat(values(settings, Settings.ON_BAD_ROW)).containsExactly("null");
        assertThat(values(settings, Settings.DRY_RUN)).containsExactly("true");
    }

    @Test
    void hintsAreMappings() throws IOException {
        Map<Setting<?>, Given> settings = read("shape: {head: [24, 56, 56], tail: 7x7}\nlayout:\n  a=b: HWC\n");
        assertThat(values(settings, Settings.SHAPE)).containsExactly("head=24,56,56", "tail=7x7");
        assertThat(values(settings, Settings.LAYOUT)).containsExactly("a=b=HWC");
    }

    @Test
    void aFileOfCommentsSaysNothing() throws IOException {
        assertThat(read("# nothing\n")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> YamlSettings.read(file))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot read configuration " + file + ": no such file");
    }

    @Test
    void anUnknownWordNamesItsLineAndTheNearest() {
        assertThatThrownBy(() -> read("output: out\ncompresion: zstd\n"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(
                        "[" + file + ", line 2] Unknown setting: compresion (did you mean compression? known: input, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            output: out\\noutput: other             | 2 | output is given twice
            - output                                | 1 | must be a mapping of settings
            output: [a, b]                          | 1 | output must be one value
            output: out\\npool:\\n                  | 2 | pool has no value
            pool: {head: max_pool2d}                | 1 | pool must be a value or a list of values
            layout: CHW                             | 1 | layout must be a mapping from columns to values, such as {head: ...}
            output: a\\n---\\noutput: b             | 3 | must hold one document
            output: &name a\\ninput: *name          | 2 | anchors, aliases and tags are not read
            output: !!javax.script.ScriptEngineManager x | 1 | anchors, aliases and tags are not read
            """)
    void whatIsNotUnderstoodIsRefusedWithItsLine(String text, int line, String rule) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("[%s, line %d] Invalid configuration: %s".formatted(file, line, rule));
    }

    @Test
    void brokenYamlNamesItsLine() {
        assertThatThrownBy(() -> read("output: out\npool: [a, b\nencoding: plain\n"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("[" + file + ", line 3] Cannot read YAML: ");
    }

    private Map<Setting<?>, Given> read(String text) throws IOException {
        Files.writeString(file, text);
        return YamlSettings.read(file);
    }

    private static List<String> values(Map<Setting<?>, Given> settings, Setting<?> setting) {
        return settings.get(setting).values();
    }
}
