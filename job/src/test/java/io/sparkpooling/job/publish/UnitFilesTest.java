package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFilesTest {
    private static final byte[] ENTRY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String STAGING =
            "out.staging-" + TestRun.of("x", TestRun.Mode.NEW).key().shortValue();

    @TempDir
    java.nio.file.Path folder;

    private Ground ground;
    private Staging staging;

    @BeforeEach
    void aStaging() throws IOException {
        Faults.none();
        ground = Ground.in(folder, "file");
        staging = Staging.at(ground.staging(TestRun.of("x", TestRun.Mode.NEW).key()), ground.store());
        staging.create();
    }

    private UnitFiles.Finished written(long attempt, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path file = staging.attempt("u0", attempt);
        try (OutputStream out = UnitFiles.create(staging, file)) {
            out.write(bytes);
        }
        return new UnitFiles.Finished(file, staging.data("a b/part-u0.parquet"), bytes.length, Digests.sha256(bytes));
    }

    @Test
    void aFinishedUnitIsInPlaceAndInTheJournal() throws IOException {
        UnitFiles.commit(staging, "u0", List.of(written(1, "rows")), ENTRY);
        assertThat(ground.listed(STAGING + "/dataset")).containsOnlyKeys("a b/part-u0.parquet");
        assertThat(ground.listed(STAGING + "/attempts")).isEmpty();
        assertThat(staging.journaled("u0")).hasValue(ENTRY);
        assertThat(staging.journaled("u1")).isEmpty();
    }

    @Test
    void twoAttemptsWithTheSameBytesAreOne() throws IOException {
        UnitFiles.Finished one = written(1, "rows");
        UnitFiles.Finished two = written(2, "rows");
        UnitFiles.commit(staging, "u0", List.of(one), ENTRY);
        UnitFiles.commit(staging, "u0", List.of(two), ENTRY);
        assertThat(ground.read(STAGING + "/dataset/a b/part-u0.parquet")).isEqualTo("rows");
        assertThat(ground.listed(STAGING + "/attempts")).isEmpty();
    }

    @Test
    void aUnitThatGivesOtherBytesThanTheJournalSaysIsADefect() throws IOException {
        UnitFiles.commit(staging, "u0", List.of(written(1, "rows")), ENTRY);
        UnitFiles.Finished other = written(2, "swor");
        assertThatThrownBy(() -> UnitFiles.commit(staging, "u0", List.of(other), ENTRY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("unit u0 gave other bytes than before: ");
        assertThat(ground.read(STAGING + "/dataset/a b/part-u0.parquet")).isEqualTo("rows");
    }

    @Test
    void aDamagedFileThatWasNeverJournaledIsReplaced() throws IOException {
        ground.write(STAGING + "/dataset/a b/part-u0.parquet", "torn");
        UnitFiles.commit(staging, "u0", List.of(written(1, "rows")), ENTRY);
        assertThat(ground.read(STAGING + "/dataset/a b/part-u0.parquet")).isEqualTo("rows");
    }

    @Test
    void aFileThatIsShorterThanWrittenIsNotCommitted() throws IOException {
        UnitFiles.Finished file = written(1, "rows");
        UnitFiles.Finished longer =
                new UnitFiles.Finished(file.attempt(), file.target(), file.length() + 1, file.sha256());
        assertThatThrownBy(() -> UnitFiles.commit(staging, "u0", List.of(longer), ENTRY))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot finish ")
                .hasMessageEndingWith(": 5 bytes were written, 4 are there");
        assertThat(staging.journaled("u0")).isEmpty();
    }

    @Test
    void whatAFailedAttemptLeftIsDiscarded() throws IOException {
        UnitFiles.Finished failed = written(1, "rows");
        UnitFiles.discard(staging, failed.attempt(), staging.attempt("u0.rejects", 1));
        assertThat(ground.listed(STAGING + "/attempts")).isEmpty();
    }

    @Test
    void aTaskThatOutlivesItsRunFailsAndLeavesNothing() throws IOException {
        UnitFiles.Finished late = written(1, "rows");
        staging.remove();
        assertThatThrownBy(() -> UnitFiles.commit(staging, "u0", List.of(late), ENTRY))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(": the file is gone");
        assertThatThrownBy(() -> written(2, "rows")).isInstanceOf(IOException.class);
        assertThat(ground.beside()).isEmpty();
    }
}
