package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.parity.Npy;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs over Arrow files: they become Arrow files. */
class ArrowRunTest {
    private static final Path CONVENTIONS = Path.of("src/test/resources/conventions");
    private static final String POOL = "max_pool2d(features, kernel_size=2)";

    @TempDir
    Path folder;

    private Path input(String... names) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        for (String name : names) {
            Files.copy(CONVENTIONS.resolve(name), input.resolve(name));
        }
        return input;
    }

    private Ended run(Path input, String output, String... more) {
        Stream<String> options = Stream.of(
                "--input", input.toString(), "--output", folder.resolve(output).toString(), "--pool", POOL);
        return Ended.run(Stream.concat(options, Stream.of(more)).toArray(String[]::new));
    }

    private List<Path> files(String output) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            return files.filter(file -> file.toString().endsWith(".arrow"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor-file.arrow",
                "pyarrow-fixed-shape-tensor-file-lz4.arrow",
                "pyarrow-fixed-shape-tensor-stream.arrow",
                "huggingface-array3d-stream.arrow"
            })
    void arrowFilesBecomeArrowFiles(String name) throws IOException {
        assertThat(run(input(name), "out")).isEqualTo(new Ended(0, ""));
        assertThat(ArrowJava.read(files("out").get(0)).floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
    }

    /** Hugging Face calls streams {@code .arrow}; others call files {@code .feather}. */
    @ParameterizedTest
    @CsvSource({
        "pyarrow-fixed-shape-tensor-stream.arrow, features.feather",
        "pyarrow-fixed-shape-tensor-file.arrow, features.stream",
        "pyarrow-fixed-shape-tensor-stream.arrow, features",
        "pyarrow-fixed-shape-tensor-stream.arrow, features.parquet"
    })
    void filesAndStreamsAreToldApartByTheirContent(String name, String called) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.copy(CONVENTIONS.resolve(name), input.resolve(called));
        assertThat(run(input, "out")).isEqualTo(new Ended(0, ""));
        assertThat(ArrowJava.read(files("out").get(0)).floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
    }

    @Test
    void featherOfVersion1IsRefusedWithWhatToDo() throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("old.feather"), "FEA1 and columns and FEA1");
        Ended ended = run(input, "out");
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message())
                .contains(
                        "[old.feather] Cannot read file: it is Feather of version 1, which is not Arrow IPC (write it again");
    }

    @ParameterizedTest
    @CsvSource({"file, 2", "stream, 1"})
    void recordBatchesOfAFileAreUnitsAndAStreamIsOne(String form, int units) throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-%s.arrow".formatted(form));
        assertThat(run(input, "out", "--target-file-size", "1")).isEqualTo(new Ended(0, ""));
        List<Object> ids = new ArrayList<>();
        for (Path file : files("out")) {
            ids.addAll(ArrowJava.read(file).column("id"));
        }
        assertThat(files("out")).hasSize(units);
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void rowsOfTheirOwnShapesArePooledAndComeBackInTheirConvention() throws IOException {
        assertThat(run(input("arrow-variable-shape-tensor-file.arrow"), "out")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content written = ArrowJava.read(files("out").get(0));
        List<?> rows = written.column("features");
        assertThat(rows).hasSize(4);
        for (int row = 0; row < rows.size(); row++) {
            Npy expected = Npy.convention("expected-variable-%d-max2d-k2.npy".formatted(row));
            Map<?, ?> struct = (Map<?, ?>) rows.get(row);
            List<Float> floats = new ArrayList<>();
            for (float value : expected.floats()) {
                floats.add(value);
            }
            assertThat(struct.get("data")).isEqualTo(floats);
            assertThat(struct.get("shape"))
                    .isEqualTo(java.util.Arrays.stream(expected.shape().toArray())
                            .boxed()
                            .toList());
        }
        assertThat(written.schema().findField("features").getMetadata())
                .containsEntry("ARROW:extension:name", "arrow.variable_shape_tensor");
    }

    @Test
    void everyCompressionOfArrowIsTaken() throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-file.arrow");
        for (String codec : List.of("none", "lz4", "zstd:3")) {
            String output = "out-" + codec.replace(':', '-');
            assertThat(run(input, output, "--compression", codec)).isEqualTo(new Ended(0, ""));
            assertThat(ArrowJava.read(files(output).get(0)).column("id")).hasSize(4);
        }
    }

    @Test
    void encodingThatArrowDoesNotHaveIsRefused() throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-file.arrow");
        Ended ended = run(input, "out", "--encoding", "byte-stream-split");
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message()).contains("Invalid encoding: byte-stream-split (Arrow IPC has plain alone)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void compressionThatArrowDoesNotHaveIsRefused() throws IOException {
        Ended ended = run(input("pyarrow-fixed-shape-tensor-file.arrow"), "out", "--compression", "snappy");
        assertThat(ended.message()).contains("Invalid compression: snappy (Arrow IPC has zstd, lz4 and none)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void twoRunsWriteTheSameBytes() throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-file.arrow", "pyarrow-fixed-shape-tensor-file-zstd.arrow");
        run(input, "one");
        run(input, "two");
        assertThat(files("one").get(0).getFileName())
                .isEqualTo(files("two").get(0).getFileName());
        assertThat(files("one").get(0)).hasSameBinaryContentAs(files("two").get(0));
    }

    @Test
    void twoFormatsAreNotOneDataset() throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-file.arrow", "pyarrow-fixed-shape-tensor.parquet");
        assertThat(run(input, "out").message()).contains("Cannot pool it with the other files: it is");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path input = input("pyarrow-fixed-shape-tensor-file.arrow");
        byte[] whole = Files.readAllBytes(input.resolve("pyarrow-fixed-shape-tensor-file.arrow"));
        Files.write(input.resolve("z.arrow"), java.util.Arrays.copyOf(whole, whole.length - 100));
        Ended ended = run(input, "out");
        assertThat(ended.message()).contains("[z.arrow] Cannot read it as Arrow: it does not end with ARROW1");
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(run(input, "out", "--on-bad-row", "reject", "--max-reject-fraction", "1")
                        .exitCode())
                .isEqualTo(10);
    }
}
