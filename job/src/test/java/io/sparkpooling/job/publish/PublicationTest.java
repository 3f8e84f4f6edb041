package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.Faults;
import io.sparkpooling.job.publish.Publication.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each save mode does with each thing that can lie under the output's name. */
class PublicationTest {
    private static final TestRun OLD = TestRun.of("old", TestRun.Mode.NEW, "a/part-1.parquet", "part-0.parquet");

    @TempDir
    Path folder;

    private Ground ground;

    @BeforeEach
    void newGround() throws IOException {
        Faults.none();
        ground = Ground.in(folder, "file");
    }

    private static TestRun run(TestRun.Mode mode) {
        return TestRun.of("new", mode, "a/part-3.parquet", "part-2.parquet");
    }

    private State state(TestRun run) throws IOException {
        return publication(run).state();
    }

    private Publication publication(TestRun run) {
        return Publication.of(ground.output(), run.key(), ground.store());
    }

    private Map<String, String> both() {
        Map<String, String> both = new TreeMap<>(OLD.result());
        both.putAll(run(TestRun.Mode.APPEND).result());
        return both;
    }

    @Test
    void eachThingThatCanBeThereHasItsState() throws IOException {
        assertThat(state(OLD)).isEqualTo(State.ABSENT);
        ground.createFolder("out");
        assertThat(state(OLD)).isEqualTo(State.EMPTY_FOLDER);
        OLD.run(ground);
        assertThat(state(OLD)).isEqualTo(State.OURS_DONE);
        assertThat(state(run(TestRun.Mode.NEW))).isEqualTo(State.OURS_OTHER);
        ground.delete("out");
        ground.write("out/notes.txt", "mine");
        assertThat(state(OLD)).isEqualTo(State.FOREIGN);
        ground.delete("out");
        ground.write("out", "a file");
        assertThat(state(OLD)).isEqualTo(State.FOREIGN);
        ground.delete("out");
        ground.createFolder("out/_pooling");
        assertThat(state(OLD)).isEqualTo(State.FOREIGN);
        Files.delete(folder.resolve("out/_pooling"));
        Files.delete(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("out"), folder.resolve("gone"));
        assertThat(state(OLD)).isEqualTo(State.FOREIGN);
    }

    @Test
    void aBrokenManifestIsNeitherOursNorForeign() throws IOException {
        OLD.run(ground);
        ground.write("out/_pooling/manifest-000001.json", "{\"schemaVersion\": 1,");
        assertThatThrownBy(() -> state(OLD))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read manifest %s/out/_pooling/manifest-000001.json: ", folder);
    }

    @Test
    void aNewDatasetHoldsItsDataAndMetadataAndNothingOfTheStaging() throws IOException {
        run(TestRun.Mode.NEW).run(ground);
        assertThat(ground.listed("out")).isEqualTo(run(TestRun.Mode.NEW).result());
        assertThat(ground.counted("out")).isEqualTo(run(TestRun.Mode.NEW).result());
        assertThat(ground.metadata())
                .containsExactly("manifest-000001.json", "rejects/unit-new-0.parquet", "report.json");
        assertThat(ground.beside()).containsExactly("out");
    }

    @Test
    void theSameRunAgainDoesNothing() throws IOException {
        run(TestRun.Mode.NEW).run(ground);
        Faults.none();
        run(TestRun.Mode.NEW).run(ground);
        for (int call = 0; call < Faults.calls(); call++) {
            assertThat(Faults.call(call)).matches("(find|list|open|read).*");
        }
    }

    @Test
    void errorIfExistsRefusesWhatIsThere() throws IOException {
        OLD.run(ground);
        String rule = " exists and is not empty (save mode errorifexists; name another folder, or choose overwrite or"
                + " append)";
        assertThatThrownBy(() -> run(TestRun.Mode.NEW).run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot write output: " + folder + "/out" + rule);
        assertThat(ground.listed("out")).isEqualTo(OLD.result());
        ground.delete("out");
        ground.write("out/notes.txt", "mine");
        assertThatThrownBy(() -> run(TestRun.Mode.NEW).run(ground)).isInstanceOf(ConflictException.class);
        assertThat(ground.listed("out")).isEqualTo(Map.of("notes.txt", "mine"));
    }

    @Test
    void overwriteReplacesADatasetOfOurs() throws IOException {
        OLD.run(ground);
        run(TestRun.Mode.OVERWRITE).run(ground);
        assertThat(ground.listed("out")).isEqualTo(run(TestRun.Mode.NEW).result());
        assertThat(ground.metadata())
                .containsExactly("manifest-000001.json", "rejects/unit-new-0.parquet", "report.json");
        assertThat(ground.beside()).containsExactly("out");
    }

    @Test
    void overwriteTouchesNothingThatIsNotOurs() throws IOException {
        ground.write("out/notes.txt", "mine");
        assertThatThrownBy(() -> run(TestRun.Mode.OVERWRITE).run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Cannot overwrite output: %s/out was not written by spark-pooling (no manifest in it; delete it"
                                + " yourself, or name another folder)",
                        folder);
        assertThat(ground.listed("out")).isEqualTo(Map.of("notes.txt", "mine"));
    }

    @Test
    void overwriteRefusesADatasetThatOtherFilesWereAddedTo() throws IOException {
        OLD.run(ground);
        ground.write("out/a/notes.txt", "mine");
        assertThatThrownBy(() -> run(TestRun.Mode.OVERWRITE).run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Cannot overwrite output: %s/out holds 1 files that are no part of the dataset, the first is"
                                + " a/notes.txt (move them away)",
                        folder);
        assertThat(ground.read("out/a/notes.txt")).isEqualTo("mine");
    }

    @Test
    void aFileAddedWhileTheOldDatasetIsAsideSurvives() throws IOException {
        OLD.run(ground);
        TestRun run = run(TestRun.Mode.OVERWRITE);
        killAtMoveTo(run, "/out");
        String aside = "out.old-" + run.key().shortValue();
        ground.write(aside + "/notes.txt", "mine");
        run.run(ground);
        assertThat(ground.listed("out")).isEqualTo(run.result());
        assertThat(ground.read(aside + "/notes.txt")).isEqualTo("mine");
        assertThat(publication(run).leftovers())
                .extracting(org.apache.hadoop.fs.Path::getName)
                .containsExactly(aside);
    }

    @Test
    void aCutOverwriteWithoutItsStagingIsTakenBack() throws IOException {
        OLD.run(ground);
        TestRun run = run(TestRun.Mode.OVERWRITE);
        killAtMoveTo(run, "/out");
        ground.delete("out.staging-" + run.key().shortValue());
        assertThat(publication(OLD).recover())
                .containsExactly(
                        "gave the output its name back, where run " + run.key().shortValue() + " was cut");
        assertThat(ground.counted("out")).isEqualTo(OLD.result());
    }

    @Test
    void twoFormerOutputsAreLeftForTheUserToTell() throws IOException {
        OLD.run(ground);
        String manifest = ground.read("out/_pooling/manifest-000001.json");
        ground.delete("out");
        ground.write("out.old-0000000000000001/_pooling/manifest-000001.json", manifest);
        ground.write("out.old-0000000000000002/_pooling/manifest-000001.json", manifest);
        assertThatThrownBy(() -> OLD.run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot tell which was the output: %s/out is gone, and beside it lie", folder);
        assertThat(ground.beside()).containsExactly("out.old-0000000000000001", "out.old-0000000000000002");
    }

    @Test
    void aFolderThatOnlyLooksLikeAFormerOutputIsLeftAlone() throws IOException {
        ground.write("out.old-0000000000000001/a", "mine");
        OLD.run(ground);
        assertThat(ground.counted("out")).isEqualTo(OLD.result());
        assertThat(ground.read("out.old-0000000000000001/a")).isEqualTo("mine");
    }

    /** Kills a run before it moves something to this name the second time: the first is the way aside. */
    private void killAtMoveTo(TestRun run, String name) throws IOException {
        Ground rehearsal = Ground.in(folder.resolve("rehearsal"), "file");
        OLD.run(rehearsal);
        Faults.none();
        run.run(rehearsal);
        int move = -1;
        for (int call = 0; call < Faults.calls(); call++) {
            if (Faults.call(call).startsWith("move ") && Faults.call(call).endsWith(name)) {
                move = call;
            }
        }
        Faults.at(move, Faults.Kind.KILL_BEFORE);
        assertThatThrownBy(() -> run.run(ground)).isInstanceOf(IOException.class);
        Faults.none();
        assertThat(ground.exists("out")).isFalse();
    }

    @Test
    void appendAddsToADatasetOfOurs() throws IOException {
        OLD.run(ground);
        run(TestRun.Mode.APPEND).run(ground);
        assertThat(ground.listed("out")).isEqualTo(both());
        assertThat(ground.counted("out")).isEqualTo(both());
        assertThat(ground.metadata())
                .containsExactly(
                        "manifest-000001.json",
                        "manifest-000002.json",
                        "rejects/unit-new-0.parquet",
                        "rejects/unit-old-0.parquet",
                        "report.json");
        assertThat(ground.read("out/_pooling/report.json")).isEqualTo("report of new");
        assertThat(ground.beside()).containsExactly("out");
    }

    @Test
    void appendToNothingIsANewDataset() throws IOException {
        run(TestRun.Mode.APPEND).run(ground);
        assertThat(ground.counted("out")).isEqualTo(run(TestRun.Mode.APPEND).result());
    }

    @Test
    void appendRefusesWhatIsNotOurs() throws IOException {
        ground.write("out/part-0.parquet", "mine");
        assertThatThrownBy(() -> run(TestRun.Mode.APPEND).run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Cannot append to output: %s/out was not written by spark-pooling (no manifest in it)", folder);
    }

    @Test
    void appendNeverOverwritesAFileThatItDoesNotKnow() throws IOException {
        OLD.run(ground);
        ground.write("out/part-2.parquet", "mine");
        assertThatThrownBy(() -> run(TestRun.Mode.APPEND).run(ground))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith(
                        "Cannot append to output: %s/out/part-2.parquet exists with other bytes", folder);
        assertThat(ground.read("out/part-2.parquet")).isEqualTo("mine");
        assertThat(ground.exists("out/a/part-3.parquet")).isFalse();
        assertThat(ground.counted("out")).isEqualTo(OLD.result());
    }

    @Test
    void theLoserOfTwoAppendsTakesItsFilesBackAndCanTryAgain() throws IOException {
        OLD.run(ground);
        TestRun loser = run(TestRun.Mode.APPEND);
        TestRun winner = TestRun.of("winner", TestRun.Mode.APPEND, "a/part-7.parquet");
        Publication publication = publication(loser);
        Optional<Manifest> previous = publication.latest();
        Staging staging = loser.stage(ground);
        winner.run(ground);
        assertThatThrownBy(() -> loser.publish(publication, staging, previous))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Cannot append to output: another run published to %s/out meanwhile (the same command again"
                                + " appends to its result)",
                        folder);
        Map<String, String> result = new TreeMap<>(OLD.result());
        result.putAll(winner.result());
        assertThat(ground.listed("out")).isEqualTo(result);

        loser.run(ground);
        result.putAll(loser.result());
        assertThat(ground.listed("out")).isEqualTo(result);
        assertThat(ground.counted("out")).isEqualTo(result);
        assertThat(ground.beside()).containsExactly("out");
    }

    @Test
    void aMissingStagedFileStopsThePublication() throws IOException {
        TestRun run = run(TestRun.Mode.NEW);
        Staging staging = run.stage(ground);
        ground.delete("out.staging-" + run.key().shortValue() + "/dataset/part-2.parquet");
        assertThatThrownBy(() -> run.publish(publication(run), staging, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Cannot publish: %s/out.staging-%s/dataset/part-2.parquet is missing, or has not 18 bytes",
                        folder, run.key().shortValue());
        assertThat(ground.exists("out")).isFalse();
    }

    @Test
    void strayStagedFilesAreNotPublished() throws IOException {
        TestRun run = run(TestRun.Mode.NEW);
        Staging staging = run.stage(ground);
        ground.write("out.staging-" + run.key().shortValue() + "/dataset/a/stray.parquet", "twice");
        run.publish(publication(run), staging, Optional.empty());
        assertThat(ground.listed("out")).isEqualTo(run.result());
    }

    @Test
    void foldersOfOtherRunsAreReportedAndKept() throws IOException {
        ground.write("out.staging-00000000000000aa/dataset/a", "theirs");
        run(TestRun.Mode.NEW).run(ground);
        assertThat(publication(run(TestRun.Mode.NEW)).leftovers())
                .extracting(org.apache.hadoop.fs.Path::getName)
                .containsExactly("out.staging-00000000000000aa");
        assertThat(ground.read("out.staging-00000000000000aa/dataset/a")).isEqualTo("theirs");
    }

    @Test
    void anOutputThatAppearsMeanwhileIsAConflictAndTheResultIsKept() throws IOException {
        TestRun run = run(TestRun.Mode.NEW);
        Staging staging = run.stage(ground);
        OLD.run(ground);
        assertThatThrownBy(() -> run.publish(publication(run), staging, Optional.empty()))
                .isInstanceOf(ConflictException.class);
        assertThat(ground.counted("out")).isEqualTo(OLD.result());
        assertThat(ground.exists("out.staging-" + run.key().shortValue() + "/dataset/part-2.parquet"))
                .isTrue();
    }

    @Test
    void twoOfTheSameRunDoNotDisturbEachOther() throws IOException {
        OLD.run(ground);
        TestRun run = run(TestRun.Mode.OVERWRITE);
        Staging staging = run.stage(ground);
        run.run(ground);
        assertThatCode(() -> run.publish(publication(run), staging, Optional.empty()))
                .doesNotThrowAnyException();
        assertThat(ground.counted("out")).isEqualTo(run.result());
        assertThat(ground.beside()).containsExactly("out");
    }
}
