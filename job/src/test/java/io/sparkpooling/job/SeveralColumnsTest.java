package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions that read more than one column, give more than one, or find a row that they cannot pool. */
class SeveralColumnsTest {
    private static final List<Integer> SHAPE = List.of(1, 2, 4);

    @TempDir
    Path folder;

    private List<Group> run(String expression, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--input", folder.resolve("in").toString(), "--output", output().toString(), "--pool", expression));
        options.addAll(List.of(more));
        LocalSpark.run(options.toArray(String[]::new));
        return TensorFile.groups(LocalSpark.dataFiles(output()).get(0));
    }

    private Path output() {
        return folder.resolve("out");
    }

    private void write(Row... rows) throws IOException {
        TensorFile.write(folder.resolve("in/a.parquet"), SHAPE, List.of(rows));
    }

    @Test
    void indicesStandInAColumnOfTheirOwn() throws IOException {
        write(Row.of(0, 1, 9, 3, 4, 5, 6, 7, 8), Row.withoutTensor(1));
        List<Group> rows = run("max_pool2d(map, kernel_size=2, return_indices=true) AS small");
        assertThat(longs(rows.get(0), "small_indices")).containsExactly(1L, 7L);
        assertThat(rows.get(1).getFieldRepetitionCount("small_indices")).isZero();
        assertThat(rows.get(0).getGroup("map", 0).getFieldRepetitionCount(0)).isEqualTo(8);
        assertThat(Files.readString(output().resolve("_pooling/report.json")))
                .contains("\"small\"", "\"small_indices\"", "\"int64\"");
    }

    @Test
    void indicesBesideAReplacedColumnAreNamedAfterIt() throws IOException {
        write(Row.of(0, 1, 9, 3, 4, 5, 6, 7, 8));
        assertThat(longs(
                        run("max_pool2d(map, kernel_size=2, return_indices=true)")
                                .get(0),
                        "map_indices"))
                .containsExactly(1L, 7L);
    }

    @Test
    void aMaskIsAnotherColumn() throws IOException {
        write(Row.of(0, 1, 0, 3, 4, 5, 6, 0, 8));
        run("avg_pool2d(map, kernel_size=2, mask='map')");
        assertThat(TensorFile.read(LocalSpark.dataFiles(output()).get(0))).containsExactly(Row.of(0, 4, 5));
    }

    @Test
    void aNumberOfTheRowIsATensorOfOneElement() throws IOException {
        TensorFile.write(folder.resolve("in/a.parquet"), List.of(1), List.of(Row.of(2, 7), Row.of(0, 8), Row.of(4, 9)));
        List<Group> rows = run(
                "max_unpool1d(map, indices='id', kernel_size=4)",
                "--on-bad-row",
                "reject",
                "--max-reject-fraction",
                "0.5");
        assertThat(TensorFile.read(LocalSpark.dataFiles(output()).get(0)))
                .containsExactly(Row.of(2, 0, 0, 7, 0), Row.of(0, 8, 0, 0, 0));
        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(2L, 0L);
        assertThat(Files.readString(output().resolve("_pooling/report.txt")))
                .contains("index 4 of a plane of 4 places");
    }

    /** With p = 2 and windows of one element the gradient's magnitude stays, and its sign is the input's. */
    @Test
    void theInputOfAGradientIsAnotherColumn() throws IOException {
        write(Row.of(0, 1, -2, 3, -4, 5, 6, 7, 8));
        run("lp_pool2d_backward(map, input='map', norm_type=2, kernel_size=1)");
        assertThat(TensorFile.read(LocalSpark.dataFiles(output()).get(0)))
                .containsExactly(Row.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void whatIsDrawnDoesNotDependOnTheOrderOfTheRows() throws IOException {
        Row first = Row.of(0, 1, 2, 3, 4, 5, 6, 7, 8);
        Row second = Row.of(1, 8, 7, 6, 5, 4, 3, 2, 1);
        String expression = "fractional_max_pool2d(map, kernel_size=1, output_size=[2,3], seed=5)";
        write(first, second);
        run(expression);
        List<Row> drawn = TensorFile.read(LocalSpark.dataFiles(output()).get(0));
        Files.delete(folder.resolve("in/a.parquet"));
        write(second, second, first);
        run(expression, "--save-mode", "overwrite");
        assertThat(TensorFile.read(LocalSpark.dataFiles(output()).get(0)))
                .containsExactly(drawn.get(1), drawn.get(1), drawn.get(0));
    }

    private static List<Long> longs(Group row, String column) {
        Group list = row.getGroup(column, 0);
        return IntStream.range(0, list.getFieldRepetitionCount(0))
                .mapToObj(i -> list.getGroup(0, i).getLong(0, 0))
                .toList();
    }

    private static final String NO_NAN = "max_pool2d(map, kernel_size=2, nan='error')";

    private void writeOneWithNan() throws IOException {
        write(Row.of(0, 1, 2, 3, 4, 5, 6, 7, 8), Row.of(1, 1, 2, Float.NaN, 4, 5, 6, 7, 8));
    }

    @Test
    void aRowThatCannotBePooledStopsTheRun() throws IOException {
        writeOneWithNan();
        Ended ended = Ended.run(
                "--input", folder.resolve("in").toString(), "--output", output().toString(), "--pool", NO_NAN);
        assertThat(ended)
                .isEqualTo(new Ended(
                        20,
                        "[a.parquet, row 1, column map] Cannot pool tensor: element 2 is NaN (nan='error')"
                                + " (--on-bad-row reject sets such rows aside)\n"));
        assertThat(output()).doesNotExist();
    }

    @Test
    void aRowThatCannotBePooledIsRejectedWithItsReason() throws IOException {
        writeOneWithNan();
        List<Group> rows = run(NO_NAN, "--on-bad-row", "reject", "--max-reject-fraction", "0.5");
        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(0L);
        try (Stream<Path> rejects = Files.list(output().resolve("_pooling/rejects"))) {
            assertThat(TensorFile.groups(rejects.findFirst().orElseThrow())
                            .get(0)
                            .toString())
                    .contains("element 2 is NaN (nan='error')");
        }
    }

    @Test
    void aRowThatCannotBePooledBecomesNull() throws IOException {
        writeOneWithNan();
        List<Group> rows = run(NO_NAN, "--on-bad-row", "null");
        assertThat(rows.get(0).getFieldRepetitionCount("map")).isEqualTo(1);
        assertThat(rows.get(1).getFieldRepetitionCount("map")).isZero();
    }

    @Test
    void aRowThatNoExpressionCanPoolIsCountedOnce() throws IOException {
        writeOneWithNan();
        run(NO_NAN, "--pool", "min_pool2d(map, kernel_size=2, nan='error') AS least", "--on-bad-row", "null");
        assertThat(Files.readString(output().resolve("_pooling/report.txt"))).contains("(1 with a bad tensor as null)");
    }
}
