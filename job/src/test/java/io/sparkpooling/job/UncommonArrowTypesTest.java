package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrow's less common types beside a tensor, in files that pyarrow wrote: they pass through, whatever rows are cut out, or are refused. */
class UncommonArrowTypesTest {
    private static final Path FOLDER = Path.of("src/test/resources/arrow");

    @TempDir
    Path folder;

    private Ended run(String name, String... more) {
        Stream<String> options = Stream.of(
                "--input",
                FOLDER.resolve(name).toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool1d(map, kernel_size=2)",
                "--max-reject-fraction",
                "0.5");
        return Ended.run(Stream.concat(options, Arrays.stream(more)).toArray(String[]::new));
    }

    private ArrowJava.Content read(String folderInOutput) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(folderInOutput))) {
            return ArrowJava.read(files.filter(file -> file.toString().endsWith(".arrow"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delta-dictionary-file|b, b, null, c, b|a",
                "delta-dictionary-stream|b, b, null, c, b|a",
                "string-view|, null, 39 letters, twelve bytes, 40 letters|short",
                "binary-view|, null, 39 letters, twelve bytes, 40 letters|short",
                "list-view|[1,2], null, [3], [4,5,6], [7]|[]",
                "large-list-view|[1,2], null, [3], [4,5,6], [7]|[]",
                "run-end-encoded|x, null, y, y, y|x",
            })
    void passesThrough(String name, String values, String rejected) throws IOException {
        assertThat(run(name + ".arrow", "--on-bad-row", "reject")).isEqualTo(new Ended(10, ""));
        assertThat(read("out").floats("map")).containsExactly(1, 3, 21, 23, 31, 33, 41, 43, 51, 53);
        assertThat(texts(read("out"))).isEqualTo(List.of(values.split(", ", -1)));
        assertThat(texts(read("out/_pooling/rejects"))).isEqualTo(List.of(rejected));
    }

    /** Where no row is rejected nothing moves: places and ends of runs are the file's own. */
    @ParameterizedTest
    @ValueSource(strings = {"list-view", "large-list-view", "run-end-encoded"})
    void staysWhatItIsBufferByBuffer(String name) throws IOException {
        assertThat(run(name + ".arrow", "--on-bad-row", "null")).isEqualTo(new Ended(0, ""));
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            Path output = files.filter(file -> file.toString().endsWith(".arrow"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ArrowJava.buffers(output, "other"))
                    .isEqualTo(ArrowJava.buffers(FOLDER.resolve(name + ".arrow"), "other"));
        }
    }

    @Test
    void whatCannotBeCutIsRefusedByNameBeforeAnythingRuns() throws IOException {
        Field views = new Field("views", FieldType.nullable(new ArrowType.ListView()), List.of(number("item")));
        refuses(
                new Field("other", FieldType.nullable(new ArrowType.Struct()), List.of(views)),
                "struct<views: listview<int32>>",
                "write it as a list: in pyarrow, column.cast(pa.list_(...))");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sparse-union|union(sparse, [0, 1])<int64, string>",
                "dense-union|union(dense, [0, 1])<int64, string>",
                "dense-union-codes|union(dense, [9, 5])<int32, int32>"
            })
    void unionsAreRefusedByNameBeforeAnythingRuns(String name, String type) {
        String message =
                "[%s.arrow] Cannot read column other: its type %s is not supported (write it as a struct, or leave the column out)%n"
                        .formatted(name, type);
        assertThat(run(name + ".arrow")).isEqualTo(new Ended(30, message));
        assertThat(run(name + ".arrow", "--format", "parquet")).isEqualTo(new Ended(30, message));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static Field number(String name) {
        return Field.nullable(name, new ArrowType.Int(32, true));
    }

    private void refuses(Field other, String type, String remedy) throws IOException {
        Path file = folder.resolve("refused.arrow");
        Field map = new Field("map", FieldType.nullable(new ArrowType.FixedSizeList(4)), List.of(number("item")));
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(map, other)), allocator)) {
            ArrowJava.write(file, root, List.of());
        }
        Ended ended = Ended.run(
                "--input",
                file.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool1d(map, kernel_size=2)",
                "--shape",
                "map=1,4");
        assertThat(ended)
                .isEqualTo(new Ended(
                        30,
                        "[refused.arrow] Cannot read column other: its type %s is not supported (%s, or leave the column out)%n"
                                .formatted(type, remedy)));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void runsHaveNoTypeInParquet() {
        assertThat(run("run-end-encoded.arrow", "--format", "parquet"))
                .isEqualTo(new Ended(
                        30,
                        "Cannot write column other as Parquet: there is no Parquet type for Arrow's runendencoded (leave the column out, or --format arrow)%n"
                                .formatted()));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-view", "large-list-view"})
    void viewsBecomeListsInParquet(String name) throws IOException {
        assertThat(run(name + ".arrow", "--format", "parquet", "--on-bad-row", "null"))
                .isEqualTo(new Ended(0, ""));
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            Path output = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            assertThat(TensorFile.groups(output).stream().map(UncommonArrowTypesTest::numbers))
                    .containsExactly(
                            Optional.of(List.of(1, 2)),
                            Optional.of(List.of()),
                            Optional.empty(),
                            Optional.of(List.of(3)),
                            Optional.of(List.of(4, 5, 6)),
                            Optional.of(List.of(7)));
        }
    }

    private static Optional<List<Integer>> numbers(Group row) {
        if (row.getFieldRepetitionCount("other") == 0) {
            return Optional.empty();
        }
        Group list = row.getGroup("other", 0);
        return Optional.of(IntStream.range(0, list.getFieldRepetitionCount(0))
                .mapToObj(index -> list.getGroup(0, index).getInteger(0, 0))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"list-view", "large-list-view", "run-end-encoded", "sparse-union", "dense-union", "string-view"})
    void isInspected(String name) {
        assertThat(Ended.command("inspect", FOLDER.resolve(name + ".arrow").toString()))
                .isEqualTo(new Ended(0, ""));
    }

    private static List<String> texts(ArrowJava.Content content) {
        return content.column("other").stream()
                .map(UncommonArrowTypesTest::text)
                .toList();
    }

    private static String text(Object value) {
        String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
        return text.length() > 12 ? text.length() + " letters" : text;
    }
}
