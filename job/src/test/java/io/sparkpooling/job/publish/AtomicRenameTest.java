package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.Faults;
import io.sparkpooling.job.publish.AtomicRename.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicRenameTest {
    @TempDir
    Path folder;

    private Ground ground;

    @AfterEach
    void noFaults() {
        Faults.none();
    }

    private void use(String scheme) throws IOException {
        Faults.none();
        ground = Ground.in(folder, scheme);
        ground.write("from/a", "content");
    }

    private Outcome move() throws IOException {
        return AtomicRename.move(ground.store(), path("from"), path("to"));
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(ground.folder(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aMoveIsAMove(String scheme) throws IOException {
        use(scheme);
        assertThat(move()).isEqualTo(Outcome.MOVED);
        assertThat(ground.read("to/a")).isEqualTo("content");
        assertThat(ground.exists("from")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void whatIsThereStays(String scheme) throws IOException {
        use(scheme);
        ground.write("to/b", "theirs");
        assertThat(move()).isEqualTo(Outcome.DESTINATION_EXISTS);
        assertThat(ground.listed("to")).containsOnlyKeys("b");
        assertThat(ground.listed("from")).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aLostAnswerIsFoundOut(String scheme) throws IOException {
        use(scheme);
        Faults.at(0, Faults.Kind.FAIL_AFTER);
        assertThat(move()).isEqualTo(Outcome.FOUND_MOVED);
        assertThat(ground.read("to/a")).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aMoveThatWasNotDoneFailsAsItFailed(String scheme) throws IOException {
        use(scheme);
        Faults.at(0, Faults.Kind.FAIL_BEFORE);
        assertThatThrownBy(this::move).isExactlyInstanceOf(IOException.class).hasMessageStartingWith("injected (");
        assertThat(ground.listed("from")).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void anOutcomeThatCannotBeSeenIsCalledUnknown(String scheme) throws IOException {
        use(scheme);
        Faults.at(0, Faults.Kind.KILL_BEFORE);
        assertThatThrownBy(this::move)
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageStartingWith("Cannot tell whether ")
                .hasMessageEndingWith(" (nothing was deleted; the same command again finds out)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void whatIsGoneOnBothSidesIsUnknown(String scheme) throws IOException {
        use(scheme);
        ground.delete("from");
        assertThatThrownBy(this::move).isInstanceOf(UnknownOutcomeException.class);
    }
}
