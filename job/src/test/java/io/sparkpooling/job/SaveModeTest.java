package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does about an output that is there already, from end to end. */
class SaveModeTest {
    private static final List<Integer> SHAPE = List.of(1, 2, 2);

    @TempDir
    Path folder;

    @BeforeEach
    void anInput() throws IOException {
        write("in/a.parquet", 0);
        write("in/sub/b.parquet", 10);
    }

    private Path write(String name, long id) throws IOException {
        return TensorFile.write(
                folder.resolve(name), SHAPE, List.of(Row.of(id, 1, 2, 3, id), Row.of(id + 1, 1, 2, 3, id + 1)));
    }

    private Ended run(String input, String mode) {
        return run(input, mode, "max_pool2d(map, kernel_size=2)");
    }

    private Ended run(String input, String mode, String expression) {
        return Ended.run(
                "--input",
                folder.resolve(input).toString(),
                "--output",
                output().toString(),
                "--pool",
                expression,
                "--save-mode",
                mode);
    }

    private Path output() {
        return folder.resolve("out");
    }

    private List<Long> ids() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (Path file : LocalSpark.dataFiles(output())) {
            TensorFile.read(file).forEach(row -> ids.add(row.id()));
        }
        ids.sort(Long::compare);
        return ids;
    }

    private List<String> names(String below) throws IOException {
        try (Stream<Path> names = Files.list(folder.resolve(below))) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    private void requireConflict(Ended ended, String message) {
        assertThat(ended).isEqualTo(new Ended(40, message + "\n"));
    }

    @Test
    void theSameRunAgainHasNothingToDo() throws IOException {
        assertThat(run("in", "errorifexists")).isEqualTo(new Ended(0, ""));
        FileTime published = Files.getLastModifiedTime(output().resolve("_pooling/report.json"));
        for (String mode : List.of("errorifexists", "overwrite", "append")) {
            assertThat(run("in", mode)).isEqualTo(new Ended(0, ""));
        }
        assertThat(Files.getLastModifiedTime(output().resolve("_pooling/report.json")))
                .isEqualTo(published);
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
        assertThat(names("")).containsExactly("in", "out");
    }

    @Test
    void anOutputThatExistsIsAConflict() throws IOException {
        run("in", "errorifexists");
        requireConflict(
                run("in", "errorifexists", "avg_pool2d(map, kernel_size=2)"),
                "Cannot write output: %s exists and is not empty (save mode errorifexists; name another folder, or choose overwrite or append)"
                        .formatted(output()));
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
        assertThat(names("")).containsExactly("in", "out");
    }

    @Test
    void aFolderOfTheUsersIsNeverOverwritten() throws IOException {
        Files.createDirectories(output());
        Files.writeString(output().resolve("notes.txt"), "mine");
        for (String mode : List.of("errorifexists", "overwrite", "append")) {
            assertThat(run("in", mode).exitCode()).isEqualTo(40);
        }
        assertThat(names("out")).containsExactly("notes.txt");
        assertThat(output().resolve("notes.txt")).hasContent("mine");
        assertThat(names("")).containsExactly("in", "out");
    }

    @Test
    void anEmptyFolderIsFine() throws IOException {
        Files.createDirectories(output());
        assertThat(run("in", "errorifexists")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
    }

    @Test
    void overwriteReplacesTheWholeDataset() throws IOException {
        write("other/sub2/c.parquet", 20);
        run("in", "errorifexists");
        assertThat(run("other", "overwrite")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(20L, 21L);
        assertThat(names("out")).containsExactly("_pooling", "sub2");
        assertThat(names("")).containsExactly("in", "other", "out");
    }

    @Test
    void appendAddsTheFilesThatAreNew() throws IOException {
        run("in", "errorifexists");
        write("in/c.parquet", 30);
        assertThat(run("in", "append")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L, 30L, 31L);
        assertThat(names("out/_pooling")).contains("manifest-000001.json", "manifest-000002.json");
        assertThat(run("in", "append")).isEqualTo(new Ended(0, ""));
        assertThat(names("out/_pooling")).doesNotContain("manifest-000003.json");
        assertThat(names("")).containsExactly("in", "out");
    }

    @Test
    void filesOfTheSameNameAndLengthFromAnotherFolderAreAdded() throws IOException {
        run("in", "errorifexists");
        write("day2/a.parquet", 5);
        write("day2/sub/b.parquet", 7);
        Files.createDirectories(folder.resolve("day3"));
        Files.copy(folder.resolve("day2/a.parquet"), folder.resolve("day3/a.parquet"));
        assertThat(run("day2", "append")).isEqualTo(new Ended(0, ""));
        assertThat(run("day3", "append")).isEqualTo(new Ended(0, ""));
        assertThat(ids()).containsExactly(0L, 1L, 5L, 5L, 6L, 6L, 7L, 8L, 10L, 11L);
        assertThat(names("out/_pooling")).contains("manifest-000003.json");
    }

    @Test
    void appendRefusesOtherSettings() throws IOException {
        run("in", "errorifexists");
        write("in/c.parquet", 30);
        requireConflict(
                run("in", "append", "avg_pool2d(map, kernel_size=2)"),
                "Cannot append: the dataset was written with another pool (max_pool2d(map, kernel_size=2), now"
                        + " avg_pool2d(map, kernel_size=2))");
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
    }

    @Test
    void appendRefusesFilesOfOtherColumnsBeforeAnythingIsPooled() throws IOException {
        run("in", "errorifexists");
        TensorFile.write(
                folder.resolve("wide/a.parquet"), List.of(1, 2, 4), List.of(Row.of(9, 1, 2, 3, 4, 5, 6, 7, 8)));
        Ended ended = run("wide", "append");
        assertThat(ended.exitCode()).isEqualTo(40);
        assertThat(ended.message())
                .startsWith("Cannot append: column map is float32 1x1x2")
                .contains("in the new files, but float32 1x1x1");
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
        assertThat(names("")).containsExactly("in", "out", "wide");
    }

    @Test
    void appendRefusesAFileThatChanged() throws IOException {
        run("in", "errorifexists");
        TensorFile.write(folder.resolve("in/c.parquet"), SHAPE, List.of(Row.of(1, 1, 2, 3, 4)));
        Files.move(
                folder.resolve("in/c.parquet"),
                folder.resolve("in/a.parquet"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ended ended = run("in", "append");
        assertThat(ended.exitCode()).isEqualTo(40);
        assertThat(ended.message()).startsWith("Cannot append: input " + folder + "/in/a.parquet has changed since");
        assertThat(ids()).containsExactly(0L, 1L, 10L, 11L);
    }

    @Test
    void aPublishedDatasetCanBeTheInputOfTheNextRun() throws IOException {
        run("in", "errorifexists");
        Ended ended = Ended.run(
                "--input", output().toString(),
                "--output", folder.resolve("twice").toString(),
                "--pool", "max_pool2d(map, kernel_size=1)");
        assertThat(ended).isEqualTo(new Ended(0, ""));
        assertThat(LocalSpark.dataFiles(folder.resolve("twice"))).hasSize(2);
    }
}
