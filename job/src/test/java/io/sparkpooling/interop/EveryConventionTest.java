package io.sparkpooling.interop;

import static io.sparkpooling.interop.ConventionFile.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.parity.Npy;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file that another program wrote, through the whole job: pooled to what PyTorch makes of it, and back in its own
 * convention, as readers say that share no code with the job. Numbers of every row, since a shape alone proves nothing.
 */
class EveryConventionTest {
    private static final String FIXED =
            "arrow.fixed_shape_tensor {\"shape\":[6,8,8],\"dim_names\":[\"C\",\"H\",\"W\"]}";
    private static final String HWC = "arrow.fixed_shape_tensor {\"shape\":[8,8,6],\"dim_names\":[\"H\",\"W\",\"C\"]}";
    private static final String PERMUTED = "arrow.fixed_shape_tensor"
            + " {\"shape\":[8,8,6],\"permutation\":[2,0,1],\"dim_names\":[\"H\",\"W\",\"C\"]}";
    private static final String VARIABLE = "arrow.variable_shape_tensor {\"dim_names\":[\"C\",\"H\",\"W\"]}";
    private static final String ARRAY_3D = "datasets.features.features.Array3DExtensionType [[6,8,8], \"float32\"]";
    private static final String NONE = "";
    private static final String POOL = "max_pool2d(features, kernel_size=2)";

    @TempDir
    Path folder;

    static Stream<ConventionFile> files() {
        return Stream.of(
                of("arrow-variable-shape-tensor-file.arrow", VARIABLE, "variable", 6, 8, 8),
                of("arrow-variable-shape-tensor.parquet", VARIABLE, "variable", 6, 8, 8),
                of("flat-list-no-shape.parquet", NONE, "", 384).with("--shape", "features=6,16,16"),
                of("huggingface-array3d-stream.arrow", ARRAY_3D, "", 6, 8, 8),
                of("huggingface-array3d.parquet", ARRAY_3D, "", 6, 8, 8),
                of("nested-list.parquet", NONE, "", 6, 8, 8),
                of("npy-binary-fortran-order.parquet", NONE, "", 6, 8, 8),
                of("npy-binary.parquet", NONE, "", 6, 8, 8),
                of("pyarrow-fixed-shape-tensor-brotli.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-byte-stream-split.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-dictionary.parquet", FIXED, "dictionary-", 384),
                of("pyarrow-fixed-shape-tensor-file-lz4.arrow", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-file-zstd.arrow", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-file.arrow", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-float16.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-float64.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-gzip.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-hwc.parquet", HWC, "", 384),
                of("pyarrow-fixed-shape-tensor-int16.parquet", FIXED, "integer-", 384),
                of("pyarrow-fixed-shape-tensor-int32.parquet", FIXED, "integer-", 384),
                of("pyarrow-fixed-shape-tensor-int64.parquet", FIXED, "integer-", 384),
                of("pyarrow-fixed-shape-tensor-int8.parquet", FIXED, "integer-", 384),
                of("pyarrow-fixed-shape-tensor-lz4.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-none.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-permutation.parquet", PERMUTED, "", 384),
                of("pyarrow-fixed-shape-tensor-small-pages.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-snappy.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-stream.arrow", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor-uint8.parquet", FIXED, "integer-", 384),
                of("pyarrow-fixed-shape-tensor-v2-pages.parquet", FIXED, "", 384),
                of("pyarrow-fixed-shape-tensor.parquet", FIXED, "", 384),
                of("raw-binary-no-shape.parquet", NONE, "", 1536)
                        .with("--shape", "features=6,16,16", "--dtype", "features=float32"),
                of("ray-tensor.parquet", "ray.data.arrow_tensor_v2 [6,8,8]", "", 384),
                of(
                        "ray-variable-shaped-tensor.parquet",
                        "ray.data.arrow_variable_shaped_tensor 3",
                        "variable",
                        6,
                        8,
                        8));
    }

    static Stream<ConventionFile> parquetFiles() {
        return files().filter(file -> !file.isArrow());
    }

    @Test
    void everyFileHasItsLine() throws IOException {
        assertThat(files().map(ConventionFile::name)).containsExactlyElementsOf(ConventionFile.names());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isPooledToWhatPyTorchMakesOfIt(ConventionFile file) throws IOException {
        Path pooled = pool(file);
        requireExpected(file, file.isArrow() ? ArrowRecords.read(pooled) : ParquetRecords.read(pooled));
    }

    @ParameterizedTest
    @MethodSource("parquetFiles")
    void isReadByDuckDb(ConventionFile file) throws IOException, SQLException {
        requireExpected(file, DuckDbRecords.read(pool(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void comesBackInItsConvention(ConventionFile file) throws IOException {
        Path pooled = pool(file);
        Field field = arrowSchema(pooled).findField("features");
        Field before = arrowSchema(file.path()).findField("features");
        assertThat(extension(field)).isEqualTo(file.extension());
        assertThat(typeText(field)).isEqualTo(typeText(before).replace("(1536)", "(384)"));
        if (!file.isArrow()) {
            assertThat(columns(pooled)).isEqualTo(columns(file.path()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flat-list-no-shape.parquet" + "|Cannot tell the shape of column features: give --shape features=C,H,W",
                "raw-binary-no-shape.parquet|Cannot tell what the bytes of column features hold:"
                        + " give --shape features=C,H,W --dtype features=float32",
            })
    void withoutAShapeIsRefusedWithWhatToSay(String name, String message) {
        Ended ended = run(List.of(
                "--input",
                ConventionFile.FOLDER.resolve(name).toString(),
                "--output",
                output().toString(),
                "--pool",
                POOL));
        assertThat(ended.message()).contains(message);
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(output()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"huggingface-array3d.parquet", "huggingface-array3d-stream.arrow"})
    void theDatasetsOwnMetadataStateTheNewShape(String name) throws IOException {
        ConventionFile file =
                files().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Path pooled = pool(file);
        String features = "\"features\":{\"shape\":[6,8,8],\"dtype\":\"float32\",\"_type\":\"Array3D\"}";
        assertThat(arrowSchema(pooled).getCustomMetadata().get("huggingface")).contains(features);
        if (!file.isArrow()) {
            assertThat(ParquetRecords.footer(pooled).getKeyValueMetaData().get("huggingface"))
                    .contains(features);
        }
    }

    @ParameterizedTest
    @CsvSource({"nested-list", "pyarrow-fixed-shape-tensor"})
    void standsBesideAFileWithoutRows(String name) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        for (String each : List.of(name + ".parquet", name + "-zero-rows.parquet")) {
            Files.copy(ConventionFile.FOLDER.resolve(each), input.resolve(each));
        }
        assertThat(run(List.of("--input", input.toString(), "--output", output().toString(), "--pool", POOL)))
                .isEqualTo(new Ended(0, ""));
        assertThat(ParquetRecords.read(dataFile("parquet")).get(3).numbers())
                .containsExactly(widened(Npy.convention("expected-max2d-k2.npy").floats(3)));
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int index = 0; index < doubles.length; index++) {
            doubles[index] = floats[index];
        }
        return doubles;
    }

    private static void requireExpected(ConventionFile file, List<StoredRow> rows) {
        List<double[]> expected = file.expectedRows();
        assertThat(rows).extracting(StoredRow::id).containsExactly(0L, 1L, 2L, 3L);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.get(row).numbers()).as("row %d", row).containsExactly(expected.get(row));
        }
        assertThat(rows.get(0).shape()).isEqualTo(file.rowShape());
    }

    private Path pool(ConventionFile file) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("--input", file.path().toString(), "--output", output().toString(), "--pool", POOL));
        options.addAll(file.hints());
        assertThat(run(options)).isEqualTo(new Ended(0, ""));
        return dataFile(file.isArrow() ? "arrow" : "parquet");
    }

    private Path output() {
        return folder.resolve("out");
    }

    private static Ended run(List<String> options) {
        return Ended.run(options.toArray(String[]::new));
    }

    private Path dataFile(String ending) throws IOException {
        try (Stream<Path> files = Files.list(output())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As the footer's IPC message or the file itself has it, read by arrow-java. */
    private static Schema arrowSchema(Path file) throws IOException {
        if (file.toString().endsWith(".arrow")) {
            return ArrowJava.read(file).schema();
        }
        String message = ParquetRecords.footer(file).getKeyValueMetaData().get("ARROW:schema");
        return Schema.deserializeMessage(ByteBuffer.wrap(Base64.getDecoder().decode(message)));
    }

    private static String extension(Field field) {
        Map<String, String> metadata = field.getMetadata();
        String name = metadata.getOrDefault(ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME, NONE);
        return (name + " " + metadata.getOrDefault(ArrowType.ExtensionType.EXTENSION_METADATA_KEY_METADATA, NONE))
                .strip();
    }

    private static String typeText(Field field) {
        return field.getType()
                + field.getChildren().stream()
                        .map(EveryConventionTest::typeText)
                        .toList()
                        .toString();
    }

    /** The columns as Parquet has them: pooling changes neither types nor levels. */
    private static String columns(Path file) throws IOException {
        FileMetaData footer = ParquetRecords.footer(file);
        MessageType schema = footer.getSchema();
        return schema.getFields().toString();
    }
}
