package io.sparkpooling.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobConfigurationTest {
    private static final Map<Setting<?>, Given> EVERYTHING = Map.ofEntries(
            given(Settings.INPUT, "in", "more # of it.parquet"),
            given(Settings.OUTPUT, "out"),
            given(Settings.POOL, "max_pool2d(head, kernel_size=2)", "avg_pool2d(head, kernel_size=4) AS mean"),
            given(Settings.COMPRESSION, "zstd:3"),
            given(Settings.ENCODING, "byte-stream-split"),
            given(Settings.LAYOUT, "tail=HWC", "head=C,H,W"),
            given(Settings.SHAPE, "head=24,56,56"),
            given(Settings.DTYPE, "head=float16"),
            given(Settings.TARGET_FILE_SIZE, "3KiB"),
            given(Settings.SAVE_MODE, "append"),
            given(Settings.ON_BAD_ROW, "null"),
            given(Settings.MAX_REJECT_FRACTION, "0.25"),
            given(Settings.MASTER, "local[2,4]"),
            given(Settings.DRY_RUN, "true"));

    @Test
    void canonicalLinesAreWhatOutputFilesDependOn() {
        assertThat(configuration(Map.of()).canonical()).isEqualTo("""
                        compression=zstd:3
                        dtype=head=float16
                        encoding=byte-stream-split
                        format=input
                        layout=head=C,H,W
                        layout=tail=H,W,C
                        on-bad-row=null
                        pool=max_pool2d(head, kernel_size=2)
                        pool=avg_pool2d(head, kernel_size=4) AS mean
                        shape=head=24,56,56
                        target-file-size=3KiB""");
    }

    @Test
    void canonicalLinesDoNotDependOnPlaceOrMode() {
        JobConfiguration elsewhere = configuration(Map.of(
                Settings.INPUT, Given.onCommandLine(List.of("elsewhere")),
                Settings.OUTPUT, Given.onCommandLine(List.of("elsewhere too")),
                Settings.MASTER, Given.onCommandLine(List.of("spark://host:7077")),
                Settings.SAVE_MODE, Given.onCommandLine(List.of("overwrite")),
                Settings.DRY_RUN, Given.onCommandLine(List.of("false")),
                Settings.MAX_REJECT_FRACTION, Given.onCommandLine(List.of("1"))));
        assertThat(elsewhere.canonical()).isEqualTo(configuration(Map.of()).canonical());
    }

    @Test
    void everySettingHasItsTexts() {
        assertThat(configuration(Map.of()).settings().keySet())
                .containsExactlyElementsOf(
                        Settings.all().stream().map(Setting::word).toList());
    }

    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        JobConfiguration configuration = configuration(Map.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(configuration);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(configuration);
        }
    }

    private static JobConfiguration configuration(Map<Setting<?>, Given> changes) {
        Map<Setting<?>, Given> given = new HashMap<>(EVERYTHING);
        given.putAll(changes);
        return Layers.of(given, Map.of(), Optional.empty()).configuration();
    }

    private static Map.Entry<Setting<?>, Given> given(Setting<?> setting, String... values) {
        return Map.entry(setting, Given.onCommandLine(List.of(values)));
    }
}
