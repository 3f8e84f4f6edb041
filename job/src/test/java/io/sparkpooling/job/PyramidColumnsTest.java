package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.TensorFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions whose outputs differ in shape from each other, or in rank from what they read. */
class PyramidColumnsTest {
    private static final Row ROW = Row.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

    @TempDir
    Path folder;

    private List<Group> run(String... expressions) throws IOException {
        return run(List.of(1, 4, 4), ROW, expressions);
    }

    private List<Group> run(List<Integer> shape, Row tensor, String... expressions) throws IOException {
        TensorFile.write(folder.resolve("in/a.parquet"), shape, List.of(tensor));
        List<String> options = new ArrayList<>(List.of(
                "--input",
                folder.resolve("in").toString(),
                "--output",
                folder.resolve("out").toString()));
        for (String expression : expressions) {
            options.addAll(List.of("--pool", expression));
        }
        LocalSpark.run(options.toArray(String[]::new));
        return TensorFile.groups(LocalSpark.dataFiles(folder.resolve("out")).get(0));
    }

    private static List<Float> floats(Group row, String column) {
        Group list = row.getGroup(column, 0);
        return IntStream.range(0, list.getFieldRepetitionCount(0))
                .mapToObj(i -> list.getGroup(0, i).getFloat(0, 0))
                .toList();
    }

    @Test
    void everyLevelOfAPyramidIsAColumnBesideTheFirst() throws IOException {
        Group row = run("pyramid_pool2d(map, levels=2)").get(0);

        assertThat(floats(row, "map")).isEqualTo(ROW.values());
        assertThat(floats(row, "map_level1")).containsExactly(3.5f, 5.5f, 11.5f, 13.5f);
        assertThat(floats(row, "map_level2")).containsExactly(8.5f);
        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains("\"map_level1\"", "\"map_level2\"");
    }

    @Test
    void boxesAreAnotherColumn() throws IOException {
        Row boxIsMap = Row.of(0, 1, 0, 3, 0);
        Group row = run(
                        List.of(1, 4),
                        boxIsMap,
                        "roi_pool(map, boxes='map', output_size=[1,3]) AS largest",
                        "roi_align(map, boxes='map', output_size=[1,2]) AS average")
                .get(0);

        assertThat(floats(row, "largest")).containsExactly(0f, 3f, 0f);
        assertThat(floats(row, "average")).containsExactly(1.5f, 1.5f);
    }

    @Test
    void vectorsTakeThePlaceOfAMapOrStandBesideIt() throws IOException {
        Group row = run("spatial_pyramid_pool(map, levels=[1,2])", "rmac(map, levels=1, eps=1e-9) AS descriptor")
                .get(0);

        assertThat(floats(row, "map")).containsExactly(16f, 6f, 8f, 14f, 16f);
        assertThat(floats(row, "descriptor")).containsExactly(2f);
    }
}
