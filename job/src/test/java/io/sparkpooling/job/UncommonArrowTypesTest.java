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
import java.util.stream.Stream;
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
                "--on-bad-row",
                "reject",
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
            })
    void passesThrough(String name, String values, String rejected) throws IOException {
        assertThat(run(name + ".arrow")).isEqualTo(new Ended(10, ""));
        assertThat(read("out").floats("map")).containsExactly(1, 3, 21, 23, 31, 33, 41, 43, 51, 53);
        assertThat(texts(read("out"))).isEqualTo(List.of(values.split(", ", -1)));
        assertThat(texts(read("out/_pooling/rejects"))).isEqualTo(List.of(rejected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list-view|listview<int32>|write it as a list: in pyarrow, column.cast(pa.list_(...))",
                "large-list-view|largelistview<int32>|write it as a list: in pyarrow, column.cast(pa.list_(...))",
                "sparse-union|union(sparse, [0, 1])<int64, string>|write it as a struct",
                "dense-union|union(dense, [0, 1])<int64, string>|write it as a struct",
                "dense-union-codes|union(dense, [9, 5])<int32, int32>|write it as a struct",
                "run-end-encoded|runendencoded<int32, string>|write its values: in pyarrow, pc.run_end_decode(column)",
            })
    void isRefusedByNameBeforeAnythingRuns(String name, String type, String remedy) {
        String message =
                "[%s.arrow] Cannot read column other: its type %s is not supported (%s, or leave the column out)%n"
                        .formatted(name, type, remedy);
        assertThat(run(name + ".arrow")).isEqualTo(new Ended(30, message));
        assertThat(run(name + ".arrow", "--format", "parquet")).isEqualTo(new Ended(30, message));
        assertThat(folder.resolve("out")).doesNotExist();
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
