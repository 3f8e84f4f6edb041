package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.parity.Npy;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow, Ray, Hugging Face datasets and plain list writers left, against the array that went in. */
class ConventionFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final int ELEMENTS = 6 * 16 * 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huggingface-array3d",
                "nested-list",
                "pyarrow-fixed-shape-tensor",
                "pyarrow-fixed-shape-tensor-byte-stream-split",
                "pyarrow-fixed-shape-tensor-gzip",
                "pyarrow-fixed-shape-tensor-lz4",
                "pyarrow-fixed-shape-tensor-none",
                "pyarrow-fixed-shape-tensor-small-pages",
                "pyarrow-fixed-shape-tensor-snappy",
                "pyarrow-fixed-shape-tensor-v2-pages",
                "ray-tensor",
            })
    void readsFloat32(String name) throws IOException {
        assertThat((float[]) read(name, ColumnHints.NONE))
                .containsExactly(Npy.convention("expected-input.npy").floats());
    }

    @Test
    void readsAFlatListWhoseShapeTheUserStates() throws IOException {
        ColumnHints shape = new ColumnHints(Optional.of(Shape.of(6, 16, 16)), Optional.empty(), List.of());
        assertThat((float[]) read("flat-list-no-shape", shape))
                .containsExactly(Npy.convention("expected-input.npy").floats());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pyarrow-fixed-shape-tensor-hwc", "pyarrow-fixed-shape-tensor-permutation"})
    void readsChannelsLastAsItLies(String name) throws IOException {
        float[] chw = Npy.convention("expected-input.npy").floats();
        float[] hwc = (float[]) read(name, ColumnHints.NONE);
        for (int index = 0; index < hwc.length; index++) {
            int row = index / ELEMENTS;
            int pixel = index % ELEMENTS / 6;
            assertThat(hwc[index]).isEqualTo(chw[row * ELEMENTS + index % 6 * 256 + pixel]);
        }
    }

    @Test
    void readsDictionaryPages() throws IOException {
        float[] values = (float[]) read("pyarrow-fixed-shape-tensor-dictionary", ColumnHints.NONE);
        float[] maxima = Npy.convention("expected-dictionary-max2d-k2.npy").floats();
        for (int index = 0; index < maxima.length; index++) {
            int corner = index / 8 * 32 + index % 8 * 2;
            float left = Math.max(values[corner], values[corner + 16]);
            float right = Math.max(values[corner + 1], values[corner + 17]);
            assertThat(Math.max(left, right)).isEqualTo(maxima[index]);
        }
    }

    @Test
    void readsFloat64() throws IOException {
        double[] values = (double[]) read("pyarrow-fixed-shape-tensor-float64", ColumnHints.NONE);
        float[] expected = Npy.convention("expected-input.npy").floats();
        for (int index = 0; index < values.length; index++) {
            assertThat(values[index]).isEqualTo(expected[index]);
        }
    }

    @Test
    void readsFloat16() throws IOException {
        short[] values = (short[]) read("pyarrow-fixed-shape-tensor-float16", ColumnHints.NONE);
        float[] expected = Npy.convention("expected-input.npy").floats();
        for (int index = 0; index < values.length; index++) {
            assertThat(values[index]).isEqualTo(Float16.fromFloat(expected[index]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int16", "int32", "int64", "uint8"})
    void readsIntegers(String type) throws IOException {
        Object values = read("pyarrow-fixed-shape-tensor-" + type, ColumnHints.NONE);
        assertThat(values).isInstanceOf(ElementType.named(type).newArray(0).getClass());
        float[] expected = Npy.convention("expected-input.npy").floats();
        for (int index = 0; index < expected.length; index++) {
            // what the files hold, by their description: clip(round(x * 100), 0, 127)
            double rounded = Math.max(0, Math.min(127, Math.rint(expected[index] * 100f)));
            assertThat(((Number) Array.get(values, index)).doubleValue()).isEqualTo(rounded);
        }
    }

    private static Object read(String name, ColumnHints hints) throws IOException {
        Path path = FOLDER.resolve(name + ".parquet");
        try (ParquetFile file = ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), name, new Configuration())) {
            TensorColumn column =
                    DatasetSchema.of(file, Map.of("features", hints)).tensor("features");
            return read(file, column);
        }
    }

    private static Object read(ParquetFile file, TensorColumn column) throws IOException {
        Object all = column.type().elementType().newArray(4 * ELEMENTS);
        int groups = file.rowGroups().size();
        try (ParquetBatchReader reader = ParquetBatchReader.open(file, 0, groups, List.of(column), 1 << 20)) {
            int rows = 0;
            while (reader.advance()) {
                RowBatch batch = reader.batch();
                assertThat(batch.firstRow()).isEqualTo(rows);
                assertThat(batch.tensor(0).allPresent()).isTrue();
                System.arraycopy(batch.tensor(0).carrier(0), 0, all, rows * ELEMENTS, batch.rows() * ELEMENTS);
                rows += batch.rows();
            }
            assertThat(rows).isEqualTo(4);
        }
        return all;
    }
}
