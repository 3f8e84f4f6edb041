package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.storage.parquet.StoredField;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs whose rows each say what they hold: pooled by the job, read back with parquet-java, held to PyTorch. */
class RowConventionParityTest {
    private static final Path FILES = Path.of("src/test/resources/conventions");

    @TempDir
    Path folder;

    /** Row i has shape 6×(16-i)×16. */
    @ParameterizedTest
    @CsvSource({
        "arrow-variable-shape-tensor, arrow.variable_shape_tensor, '{\"dim_names\":[\"C\",\"H\",\"W\"]}'",
        "ray-variable-shaped-tensor, ray.data.arrow_variable_shaped_tensor, 3"
    })
    void everyRowIsPooledByItsOwnShape(String name, String extension, String metadata) throws IOException {
        Path file = pooled(name);

        List<Group> rows = rows(file);
        assertThat(rows).hasSize(4);
        for (int row = 0; row < 4; row++) {
            Npy expected = Npy.convention("expected-variable-%d-max2d-k2.npy".formatted(row));
            Group tensor = rows.get(row).getGroup("features", 0);
            assertThat(numbers(tensor.getGroup("shape", 0))).containsExactly(6, (16 - row) / 2, 8);
            assertThat(numbers(tensor.getGroup("data", 0))).containsExactly(expected.floats());
        }
        StoredField field = StoredField.of(file, "features");
        assertThat(field.extensionName()).isEqualTo(extension);
        assertThat(field.extensionMetadata()).isEqualTo(metadata);
    }

    @Test
    void bytesWithAShapeAndATypeFromTheUser() throws IOException {
        Path file = pooled("raw-binary-no-shape", "--shape", "features=6,16,16", "--dtype", "features=float32");

        Npy expected = Npy.convention("expected-max2d-k2.npy");
        List<Group> rows = rows(file);
        assertThat(rows).hasSize(4);
        for (int row = 0; row < 4; row++) {
            FloatBuffer floats = ByteBuffer.wrap(
                            rows.get(row).getBinary("features", 0).getBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] pooled = new float[floats.remaining()];
            floats.get(pooled);
            assertThat(pooled).containsExactly(expected.floats(row));
        }
    }

    /** As Petastorm stores tensors; np.load reads them back. */
    @ParameterizedTest
    @ValueSource(strings = {"npy-binary", "npy-binary-fortran-order"})
    void numPyFilesOfEitherOrder(String name) throws IOException {
        Path file = pooled(name);

        Npy expected = Npy.convention("expected-max2d-k2.npy");
        List<Group> rows = rows(file);
        assertThat(rows).hasSize(4);
        for (int row = 0; row < 4; row++) {
            Npy pooled = Npy.parse(rows.get(row).getBinary("features", 0).getBytes());
            assertThat(pooled.shape()).isEqualTo(Shape.of(6, 8, 8));
            assertThat(pooled.floats()).containsExactly(expected.floats(row));
        }
    }

    private Path pooled(String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--input", FILES.resolve(name + ".parquet").toString(),
                "--output", folder.resolve(name).toString(),
                "--pool", "max_pool2d(features, kernel_size=2)"));
        arguments.addAll(List.of(options));
        LocalSpark.run(arguments.toArray(String[]::new));
        List<Path> files = LocalSpark.dataFiles(folder.resolve(name));
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static List<Group> rows(Path file) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                assertThat(row.getLong("id", 0)).isEqualTo(rows.size());
                rows.add(row);
            }
        }
        return rows;
    }

    /** Of a list with three levels. */
    private static float[] numbers(Group list) {
        float[] numbers = new float[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(list.getGroup(0, i).getValueToString(0, 0));
        }
        return numbers;
    }
}
