package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.tensor.Float16;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job on files that other programs wrote, against what PyTorch made of the arrays in them. */
class ConventionParityTest {
    private static final Path FILES = Path.of("src/test/resources/conventions");
    private static final int CHANNELS = 6;
    private static final int PIXELS = 8 * 8;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huggingface-array3d",
                "nested-list",
                "pyarrow-fixed-shape-tensor",
                "pyarrow-fixed-shape-tensor-byte-stream-split",
                "pyarrow-fixed-shape-tensor-float16",
                "pyarrow-fixed-shape-tensor-float64",
                "pyarrow-fixed-shape-tensor-gzip",
                "pyarrow-fixed-shape-tensor-lz4",
                "pyarrow-fixed-shape-tensor-none",
                "pyarrow-fixed-shape-tensor-small-pages",
                "pyarrow-fixed-shape-tensor-snappy",
                "pyarrow-fixed-shape-tensor-v2-pages",
                "ray-tensor",
            })
    void channelsFirst(String name) throws IOException {
        assertThat(pooled(name)).containsExactly(expected("expected-max2d-k2.npy", name.contains("float16")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pyarrow-fixed-shape-tensor-hwc", "pyarrow-fixed-shape-tensor-permutation"})
    void channelsLast(String name) throws IOException {
        double[] expected = expected("expected-max2d-k2.npy", false);
        double[] pooled = pooled(name);
        for (int index = 0; index < pooled.length; index++) {
            int row = index / (CHANNELS * PIXELS);
            int pixel = index % (CHANNELS * PIXELS) / CHANNELS;
            assertThat(pooled[index]).isEqualTo(expected[(row * CHANNELS + index % CHANNELS) * PIXELS + pixel]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int16", "int32", "int64", "uint8"})
    void integers(String type) throws IOException {
        assertThat(pooled("pyarrow-fixed-shape-tensor-" + type))
                .containsExactly(expected("expected-integer-max2d-k2.npy", false));
    }

    @Test
    void dictionaryEncoded() throws IOException {
        assertThat(pooled("pyarrow-fixed-shape-tensor-dictionary"))
                .containsExactly(expected("expected-dictionary-max2d-k2.npy", false));
    }

    @Test
    void flatListWithAShapeFromTheUser() throws IOException {
        assertThat(pooled("flat-list-no-shape", "--shape", "features=6,16,16"))
                .containsExactly(expected("expected-max2d-k2.npy", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested-list", "pyarrow-fixed-shape-tensor"})
    void besideAFileWithoutRows(String name) throws IOException {
        String withoutRows = FILES.resolve(name + "-zero-rows.parquet").toString();
        assertThat(pooled(name, "--input", withoutRows)).containsExactly(expected("expected-max2d-k2.npy", false));
    }

    private double[] pooled(String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--input", FILES.resolve(name + ".parquet").toString(),
                "--output", folder.resolve(name).toString(),
                "--pool", "max_pool2d(features, kernel_size=2)"));
        arguments.addAll(List.of(options));
        LocalSpark.run(arguments.toArray(String[]::new));
        List<Double> values = new ArrayList<>();
        for (Path file : LocalSpark.dataFiles(folder.resolve(name))) {
            addRows(file, values);
        }
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private static void addRows(Path file, List<Double> values) throws IOException {
        long row = 0;
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                assertThat(group.getLong("id", 0)).isEqualTo(row++);
                add(group.getGroup("features", 0), values);
            }
        }
    }

    private static void add(Group group, List<Double> values) {
        GroupType type = group.getType();
        for (int field = 0; field < type.getFieldCount(); field++) {
            for (int index = 0; index < group.getFieldRepetitionCount(field); index++) {
                if (type.getType(field).isPrimitive()) {
                    values.add(number(group, field, index, type.getType(field).asPrimitiveType()));
                } else {
                    add(group.getGroup(field, index), values);
                }
            }
        }
    }

    private static double number(Group group, int field, int index, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case FLOAT -> group.getFloat(field, index);
            case DOUBLE -> group.getDouble(field, index);
            case INT32 -> group.getInteger(field, index);
            case INT64 -> group.getLong(field, index);
            case FIXED_LEN_BYTE_ARRAY -> half(group.getBinary(field, index).getBytes());
            case BOOLEAN, BINARY, INT96 -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static double half(byte[] bytes) {
        return Float16.toFloat((short) (bytes[0] & 0xff | bytes[1] << 8));
    }

    /** PyTorch's results; a maximum of halves is the half of the maximum, since rounding keeps the order. */
    private static double[] expected(String file, boolean asHalves) {
        Npy npy = Npy.convention(file);
        double[] values = new double[npy.shape().elementCount()];
        for (int index = 0; index < values.length; index++) {
            double value = ((Number) Array.get(npy.values(), index)).doubleValue();
            values[index] = asHalves ? Float16.toFloat(Float16.fromFloat((float) value)) : value;
        }
        return values;
    }
}
