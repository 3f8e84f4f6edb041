package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.parity.Npy;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs, read, pooled by a loop that anyone can check, and written: the whole way of the data. */
class ReadPoolWriteTest {
    private static final WriteOptions OPTIONS = WriteOptions.of(Compression.DEFAULT, Encoding.PLAIN);
    private static final int CHANNELS = 6;
    private static final int SIZE = 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor",
                "pyarrow-fixed-shape-tensor-byte-stream-split",
                "pyarrow-fixed-shape-tensor-v2-pages",
                "pyarrow-fixed-shape-tensor-small-pages",
                "pyarrow-fixed-shape-tensor-gzip",
                "ray-tensor",
                "nested-list"
            })
    void valuesAreThoseOfPyTorchAndOtherColumnsStay(String name) throws IOException {
        List<Group> rows = pool(name).rows();
        assertThat(Tensors.found(rows, "features")).isEqualTo(expected());
        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(0L, 1L, 2L, 3L);
    }

    private static MemoryFile pool(String name) throws IOException {
        Path path = Path.of("src/test/resources/conventions", name + ".parquet");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetFile file = ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), name, new Configuration())) {
            DatasetSchema input = DatasetSchema.of(file, Map.of());
            TensorColumn features = input.tensor("features");
            OutputSchema output = OutputSchema.of(
                    input,
                    List.of(new PooledColumn(
                            features, "features", features.type().withShape(Shape.of(CHANNELS, SIZE / 2, SIZE / 2)))));
            write(file, features, output, out);
        }
        return new MemoryFile(out.toByteArray());
    }

    private static void write(ParquetFile file, TensorColumn features, OutputSchema output, OutputStream out)
            throws IOException {
        RejectWriter rejects = RejectWriter.create(OutputStream::nullOutputStream, output, OPTIONS);
        try (var reader = ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(features), 20_000);
                var writer = ParquetBatchWriter.create(out, output, OPTIONS)) {
            while (reader.advance()) {
                float[] values = (float[]) reader.batch().tensor(0).carrier(0);
                PooledValues pooled =
                        new PooledValues(maxOfFour(values, reader.batch().rows() * CHANNELS), new BitSet());
                writer.write(reader.batch(), List.of(), List.of(pooled), rejects);
            }
            writer.finish();
        }
    }

    private static float[] maxOfFour(float[] maps, int planes) {
        int half = SIZE / 2;
        float[] pooled = new float[planes * half * half];
        for (int i = 0; i < pooled.length; i++) {
            int corner = i / half * 2 * SIZE + i % half * 2;
            pooled[i] = Math.max(
                    Math.max(maps[corner], maps[corner + 1]), Math.max(maps[corner + SIZE], maps[corner + SIZE + 1]));
        }
        return pooled;
    }

    private static List<Optional<List<Long>>> expected() {
        float[] values = Npy.convention("expected-max2d-k2.npy").floats();
        int elements = CHANNELS * SIZE / 2 * SIZE / 2;
        return IntStream.range(0, values.length / elements)
                .mapToObj(row -> Optional.of(IntStream.range(row * elements, (row + 1) * elements)
                        .mapToObj(i -> (long) Float.floatToRawIntBits(values[i]))
                        .toList()))
                .toList();
    }
}
