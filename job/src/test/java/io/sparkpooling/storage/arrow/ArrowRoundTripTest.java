package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.parity.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow and Hugging Face datasets wrote are pooled to what PyTorch computed, and arrow-java reads the result. */
class ArrowRoundTripTest {
    private static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final ArrowPooling POOLING = ArrowPooling.of("max_pool2d(features, kernel_size=2)");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor-file",
                "pyarrow-fixed-shape-tensor-file-lz4",
                "pyarrow-fixed-shape-tensor-file-zstd",
                "pyarrow-fixed-shape-tensor-stream",
                "huggingface-array3d-stream"
            })
    void pooledTensorsAreThoseOfPyTorch(String name) throws IOException {
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, FOLDER.resolve(name + ".arrow"));
        ArrowJava.Content written = ArrowJava.read(output);
        assertThat(written.floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
        assertThat(written.column("id"))
                .isEqualTo(ArrowJava.read(FOLDER.resolve(name + ".arrow")).column("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4", "zstd:1", "zstd:9"})
    void everyCompressionIsReadByArrowJava(String codec) throws IOException {
        Path output = temporary.resolve("output.arrow");
        POOLING.with(codec).run(output, FOLDER.resolve("pyarrow-fixed-shape-tensor-file.arrow"));
        assertThat(ArrowJava.read(output).floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
    }

    @Test
    void extensionMetadataStateTheNewShape() throws IOException {
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, FOLDER.resolve("pyarrow-fixed-shape-tensor-file.arrow"));
        assertThat(ArrowJava.read(output).schema().findField("features").getMetadata())
                .containsEntry("ARROW:extension:name", "arrow.fixed_shape_tensor")
                .hasEntrySatisfying(
                        "ARROW:extension:metadata", json -> assertThat(json).startsWith("{\"shape\":[6,8,8]"));
    }

    @Test
    void bytesDoNotDependOnTheSizeOfTheSteps() throws IOException {
        Path whole = temporary.resolve("whole.arrow");
        Path steps = temporary.resolve("steps.arrow");
        Path input = FOLDER.resolve("pyarrow-fixed-shape-tensor-file-zstd.arrow");
        POOLING.with("zstd:1").run(whole, input);
        POOLING.with("zstd:1").inBatchesOf(1).run(steps, input);
        assertThat(steps).hasSameBinaryContentAs(whole);
    }

    @Test
    void whatWasWrittenIsPooledAgain() throws IOException {
        Path once = temporary.resolve("once.arrow");
        Path twice = temporary.resolve("twice.arrow");
        POOLING.with("lz4").run(once, FOLDER.resolve("pyarrow-fixed-shape-tensor-file.arrow"));
        POOLING.run(twice, once);
        assertThat(ArrowJava.read(twice).floats("features")).hasSize(4 * 6 * 4 * 4);
    }

    @Test
    void fileSaysItsLengthAndRows() throws IOException {
        Path output = temporary.resolve("output.arrow");
        var written = POOLING.run(output, FOLDER.resolve("pyarrow-fixed-shape-tensor-file.arrow"));
        assertThat(List.of(written.length(), written.rows())).isEqualTo(List.of(Files.size(output), 4L));
    }
}
