package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.Faults;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {
    private static final RunKey KEY = RunKey.of("settings", "1", List.of());

    @TempDir
    java.nio.file.Path folder;

    private final Configuration conf = new Configuration(false);

    @BeforeEach
    void noFaults() {
        Faults.none();
    }

    private Staging staging() throws IOException {
        return Staging.open(folder + "/out/", KEY, conf);
    }

    @Test
    void itLiesBesideTheOutputAndCarriesTheRunKey() throws IOException {
        assertThat(staging().folder().toString())
                .isEqualTo("file:" + folder + "/out.staging-" + KEY.value().substring(0, 16));
    }

    @Test
    void tasksOpenTheSameFolder() throws IOException {
        assertThat(staging().location().open(conf).data("a/b"))
                .isEqualTo(staging().data("a/b"));
    }

    @Test
    void itExistsFromCreationToRemoval() throws IOException {
        assertThat(staging().exists()).isFalse();
        staging().create();
        staging().create();
        assertThat(staging().exists()).isTrue();
        staging().remove();
        staging().remove();
        assertThat(staging().exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a/.."})
    void noPathLeavesTheFolder(String path) {
        assertThatThrownBy(() -> staging().data(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid relative path: ");
    }

    @Test
    void whateverTheNamesTheFileIsBelowTheFolder() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("StagingTest seed " + seed);
        Random random = new Random(seed);
        Staging staging = staging();
        String alphabet = "./ a:%#?*{}[]\\\n~ä🐟-";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder name = new StringBuilder();
            random.ints(1 + random.nextInt(12), 0, alphabet.length()).forEach(c -> name.append(alphabet.charAt(c)));
            try {
                Path file = staging.data(name.toString());
                assertThat(file.toUri().getPath())
                        .isEqualTo(staging.dataset().toUri().getPath() + "/" + name);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("Invalid relative path: ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", ".a", "a b", "a\nb"})
    void unitNamesArePlain(String name) {
        assertThatThrownBy(() -> staging().journal(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid unit name: ");
    }
}
