package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputProbeTest {
    @TempDir
    Path folder;

    private final Configuration conf = FaultFileSystem.configuration();

    @BeforeEach
    void noFaults() {
        Faults.none();
    }

    private long names() throws IOException {
        try (Stream<Path> names = Files.walk(folder)) {
            return names.count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "new/folders/out", "a b/ä#%20/out"})
    void itLeavesNothingBehind(String output) throws IOException {
        OutputProbe.check(folder + "/" + output, conf);
        assertThat(names()).isEqualTo(1);
    }

    @Test
    void itDoesNotTouchWhatIsThere() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/a"), "mine");
        OutputProbe.check(folder + "/out", conf);
        assertThat(folder.resolve("out/a")).hasContent("mine");
        assertThat(names()).isEqualTo(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatCannotBeDoneThere() {
        assertThatThrownBy(() -> OutputProbe.check("/proc/pooled", new Configuration()))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot write output: /proc/pooled (no folder can be created there)");
    }

    @Test
    void aFileIsNoFolderToWriteIn() throws IOException {
        Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> OutputProbe.check(folder + "/file/out", conf))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write output: %s/file/out (", folder);
        assertThat(folder.resolve("file")).hasContent("mine");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWrittenIsNamedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> OutputProbe.check("/proc/out", conf))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write output: /proc/out (");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theRootOfAVolumeIsNoOutput() {
        assertThatThrownBy(() -> OutputProbe.check("/dev/shm", conf))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot write output: /dev/shm (it is the root of a mounted volume, which no rename can"
                        + " replace; name a folder in it)");
    }

    /** A probe that is cut must not look like a run that was. */
    private static boolean isOfARun(String name) {
        return name.contains(".staging-") || name.contains(".old-");
    }

    @Test
    void whateverFailsTheOutputIsNamed() throws IOException {
        OutputProbe.check("fault:" + folder + "/new/out", conf);
        Faults.none();
        OutputProbe.check("fault:" + folder + "/new/out", conf);
        int calls = Faults.calls();
        assertThat(calls).isGreaterThan(8);
        for (Faults.Kind kind : new Faults.Kind[] {Faults.Kind.FAIL_BEFORE, Faults.Kind.DISK_FULL}) {
            for (int call = 0; call < calls; call++) {
                String output = "fault:%s/new-%s-%d/out".formatted(folder, kind, call);
                Faults.at(call, kind);
                assertThat(catchThrowable(() -> OutputProbe.check(output, conf)))
                        .as("%s, %s", kind, Faults.call(call))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("Cannot write output: " + output + " (");
            }
        }
        Faults.none();
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(OutputProbeTest::isOfARun);
        }
        assertThatCode(() -> OutputProbe.check("fault:" + folder + "/new/out", conf))
                .doesNotThrowAnyException();
    }
}
