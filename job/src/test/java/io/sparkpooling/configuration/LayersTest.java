package io.sparkpooling.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    private static final Map<Setting<?>, Given> REQUIRED = Map.of(
            Settings.INPUT, Given.onCommandLine(List.of("in")),
            Settings.OUTPUT, Given.onCommandLine(List.of("out")),
            Settings.POOL, Given.onCommandLine(List.of("max_pool2d(head, kernel_size=2)")));

    @TempDir
    Path folder;

    @Test
    void whatIsNotSaidHasItsDefault() {
        JobConfiguration configuration = configuration(Map.of(), Map.of(), "");
        assertThat(configuration.compression()).isEqualTo(Compression.parse("zstd:1"));
        assertThat(configuration.encoding()).isEqualTo(Encoding.PLAIN);
        assertThat(configuration.targetFileSize()).isEqualTo(134217728L);
        assertThat(configuration.saveMode()).isEqualTo(SaveMode.ERRORIFEXISTS);
        assertThat(configuration.onBadRow()).isEqualTo(OnBadRow.FAIL);
        assertThat(configuration.maxRejectFraction()).isZero();
        assertThat(configuration.master()).isEmpty();
        assertThat(configuration.hints()).isEmpty();
        assertThat(configuration.dryRun()).isFalse();
    }

    @Test
    void theCommandLineBeatsSparkAndSparkBeatsYaml() {
        String yaml = "compression: none\nencoding: byte-stream-split\nsave-mode: append\n";
        JobConfiguration configuration = configuration(
                Map.of(Settings.COMPRESSION, Given.onCommandLine(List.of("snappy"))),
                Map.of("spark.pooling.compression", "gzip", "spark.pooling.save-mode", "overwrite"),
                yaml);
        assertThat(configuration.compression()).isEqualTo(Compression.parse("snappy"));
        assertThat(configuration.saveMode()).isEqualTo(SaveMode.OVERWRITE);
        assertThat(configuration.encoding()).isEqualTo(Encoding.BYTE_STREAM_SPLIT);
    }

    @Test
    void hintsOfOneColumnAreGathered() {
        JobConfiguration configuration = configuration(
                Map.of(
                        Settings.SHAPE, Given.onCommandLine(List.of("head=24,56,56")),
                        Settings.DTYPE, Given.onCommandLine(List.of("head=float16")),
                        Settings.LAYOUT, Given.onCommandLine(List.of("a=b=HWC"))),
                Map.of(),
                "");
        assertThat(configuration.hints()).containsOnlyKeys("head", "a=b");
        assertThat(configuration.hints().get("head").shape()).contains(Shape.of(24, 56, 56));
        assertThat(configuration.hints().get("head").elementType()).contains(ElementType.FLOAT16);
        assertThat(configuration.hints().get("a=b").layout()).containsExactly("H", "W", "C");
    }

    @Test
    void whatIsMissingIsNamedWithEveryWayToSayIt() {
        assertThatThrownBy(() -> Layers.of(Map.of(), Map.of(), Optional.empty()).configuration())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Missing input: give --input PATH, spark.pooling.input or input in the YAML file");
    }

    @Test
    void anUnknownSparkKeyNamesTheNearest() {
        assertThatThrownBy(() -> configuration(Map.of(), Map.of("spark.pooling.savemode", "append"), ""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(
                        "Unknown key: spark.pooling.savemode (did you mean spark.pooling.save-mode? known: ");
    }

    @Test
    void otherSparkKeysAreNoneOfOurBusiness() {
        Map<String, String> properties = Map.of("spark.master", "local", "spark.poolingx", "1", "java.home", "/");
        assertThat(configuration(Map.of(), properties, "").saveMode()).isEqualTo(SaveMode.ERRORIFEXISTS);
    }

    @Test
    void aSparkKeyHoldsSeveralValuesAsJsonList() {
        String list = "[\"max_pool2d(a, kernel_size=[2,2])\", \"avg_pool2d(b, kernel_size=2)\"]";
        JobConfiguration configuration = Layers.of(
                        Map.of(),
                        Map.of(
                                "spark.pooling.pool", list,
                                "spark.pooling.input", "a,b;c",
                                "spark.pooling.output", "out"),
                        Optional.empty())
                .configuration();
        assertThat(configuration.pool()).hasSize(2);
        assertThat(configuration.input()).containsExactly("a,b;c");
    }

    @Test
    void aBrokenJsonListIsNamed() {
        assertThatThrownBy(() -> configuration(Map.of(), Map.of("spark.pooling.layout", "[\"head=CHW\", null]"), ""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "[spark.pooling.layout] Invalid list: [\"head=CHW\", null] (must be a JSON list of strings)");
        assertThatThrownBy(() -> configuration(Map.of(), Map.of("spark.pooling.layout", "[\"head=CHW\"] x"), ""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("[spark.pooling.layout] Invalid list: [\"head=CHW\"] x (must be a JSON list of strings)");
    }

    @Test
    void anInvalidValueSaysWhereItStands() {
        assertThatThrownBy(() -> configuration(Map.of(), Map.of("spark.pooling.encoding", "plane"), ""))
                .hasMessage("[spark.pooling.encoding] Unknown encoding: plane (did you mean plain? known: plain,"
                        + " byte-stream-split)");
        assertThatThrownBy(() -> configuration(Map.of(), Map.of(), "output: x\n\non-bad-row: keep\n"))
                .hasMessage("[" + folder.resolve("job.yaml")
                        + ", line 3] Unknown on-bad-row: keep (known: fail, reject, null)");
    }

    @Test
    void valuesAreChecked() {
        assertThatThrownBy(() -> with(Settings.FORMAT, "orc"))
                .hasMessage("Invalid format: orc (must be input, parquet or arrow)");
        assertThatThrownBy(() -> with(Settings.MAX_REJECT_FRACTION, "1.5"))
                .hasMessage("Invalid max-reject-fraction: 1.5 (must be a number from 0 to 1, such as 0.01)");
        assertThatThrownBy(() -> with(Settings.MAX_REJECT_FRACTION, "NaN"))
                .hasMessage("Invalid max-reject-fraction: NaN (must be a number from 0 to 1, such as 0.01)");
        assertThatThrownBy(() -> with(Settings.SHAPE, "head=24,x,56"))
                .hasMessage("Invalid shape: 24,x,56 (must be the sizes of the axes, such as 24,56,56)");
        assertThatThrownBy(() -> with(Settings.SHAPE, "24,56,56"))
                .hasMessage("Invalid shape: 24,56,56 (must be COL=C,H,W, such as head=24,56,56)");
        assertThatThrownBy(() -> with(Settings.LAYOUT, "head=C-H"))
                .hasMessage(
                        "Invalid layout: C-H (must name each axis, by letters such as CHW or by names such as C,H,W)");
        assertThatThrownBy(() -> with(Settings.DTYPE, "head=float16", "head=int8"))
                .hasMessage("Invalid dtype: head=int8 (column head has one already)");
        assertThatThrownBy(() -> with(Settings.OUTPUT, " ")).hasMessage("Invalid output: nothing (must not be empty)");
    }

    @Test
    void twoExpressionsCannotWriteOneColumn() {
        assertThatThrownBy(
                        () -> with(Settings.POOL, "max_pool2d(head, kernel_size=2)", "avg_pool2d(head, kernel_size=2)"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "Invalid pool: avg_pool2d(head, kernel_size=2) (another expression writes column head already;"
                                + " give it another name with AS)");
    }

    private JobConfiguration with(Setting<?> setting, String... values) {
        return configuration(Map.of(setting, Given.onCommandLine(List.of(values))), Map.of(), "");
    }

    private JobConfiguration configuration(Map<Setting<?>, Given> commandLine, Map<String, String> spark, String yaml) {
        Map<Setting<?>, Given> all = new LinkedHashMap<>(REQUIRED);
        all.putAll(commandLine);
        Path file = folder.resolve("job.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Layers.of(all, spark, Optional.of(file)).configuration();
    }
}
