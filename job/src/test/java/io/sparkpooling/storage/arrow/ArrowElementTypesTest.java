package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.parity.Npy;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.parquet.OtherFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of numbers that Arrow has goes in and comes out as itself, from any file system. */
class ArrowElementTypesTest {
    private static final ArrowPooling POOLING = ArrowPooling.of("max_pool2d(map, kernel_size=2)");

    @TempDir
    Path temporary;

    /** The bits of four numbers, of which the second is the largest. */
    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(new ArrowType.Int(8, true), List.of(-1L, 127L, -128L, 0L)),
                Arguments.of(new ArrowType.Int(16, true), List.of(-1L, 32767L, -32768L, 0L)),
                Arguments.of(new ArrowType.Int(32, true), List.of(-1L, (1L << 31) - 1, -1L << 31, 0L)),
                Arguments.of(new ArrowType.Int(64, true), List.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE, 0L)),
                Arguments.of(new ArrowType.Int(8, false), List.of(1L, -1L, 127L, 0L)),
                Arguments.of(new ArrowType.Int(16, false), List.of(1L, -1L, 32767L, 0L)),
                Arguments.of(new ArrowType.Int(32, false), List.of(1L, -1L, (1L << 31) - 1, 0L)),
                Arguments.of(new ArrowType.Int(64, false), List.of(1L, -1L, Long.MAX_VALUE, 0L)),
                Arguments.of(new ArrowType.FloatingPoint(FloatingPointPrecision.HALF), floats(number ->
                        (long) Float16.toFloat16(number))),
                Arguments.of(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), floats(number ->
                        (long) Float.floatToRawIntBits(number))),
                Arguments.of(
                        new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
                        floats(number -> Double.doubleToRawLongBits(number))));
    }

    private static List<Long> floats(Function<Float, Long> bits) {
        return Stream.of(-2f, 1.5f, 0f, 1f).map(bits).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void comesBackAsItself(ArrowType type, List<Long> bits) throws IOException {
        Path input = temporary.resolve("input.arrow");
        Map<String, String> tensor = Map.of(
                "ARROW:extension:name", "arrow.fixed_shape_tensor", "ARROW:extension:metadata", "{\"shape\":[2,2]}");
        Field map = new Field(
                "map",
                new FieldType(true, new ArrowType.FixedSizeList(4), null, tensor),
                List.of(Field.nullable("item", type)));
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(map)), allocator)) {
            ArrowJava.write(input, root, List.of(batch -> fill(batch, bits)));
        }
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, input);
        ArrowJava.Content pooled = ArrowJava.read(output);
        assertThat(pooled.schema().findField("map").getChildren().get(0).getType())
                .isEqualTo(type);
        Object largest = ((List<?>) ArrowJava.read(input).column("map").get(0)).get(1);
        assertThat(pooled.column("map")).isEqualTo(List.of(List.of(largest)));
    }

    private static void fill(VectorSchemaRoot batch, List<Long> bits) {
        batch.allocateNew();
        FixedSizeListVector maps = (FixedSizeListVector) batch.getVector("map");
        BaseFixedWidthVector numbers = (BaseFixedWidthVector) maps.getDataVector();
        maps.startNewValue(0);
        maps.setValueCount(1);
        ArrowBuf data = numbers.getDataBuffer();
        for (int index = 0; index < bits.size(); index++) {
            BitVectorHelper.setBit(numbers.getValidityBuffer(), index);
            for (int each = 0; each < numbers.getTypeWidth(); each++) {
                data.setByte(
                        (long) index * numbers.getTypeWidth() + each, (byte) (bits.get(index) >>> each * Byte.SIZE));
            }
        }
        batch.setRowCount(1);
    }

    @Test
    void isReadFromAnyFileSystemOfHadoop() throws IOException {
        Path file = Path.of("src/test/resources/conventions/pyarrow-fixed-shape-tensor-file-lz4.arrow");
        var other = new org.apache.hadoop.fs.Path(
                OtherFileSystem.SCHEME, "", file.toAbsolutePath().toString());
        try (ArrowFile open = ArrowFile.open(other, Files.size(file), "a.arrow", OtherFileSystem.configuration())) {
            ArrowTensor tensor = (ArrowTensor) open.columns(Map.of()).tensor("features");
            float[] read = new float[0];
            try (BatchReader reader = open.read(0, open.ranges().size(), List.of(tensor), 1 << 20)) {
                while (reader.advance()) {
                    for (int row = 0; row < reader.batch().rows(); row++) {
                        float[] carrier = (float[]) reader.batch().tensor(0).carrier(row);
                        int from = reader.batch().tensor(0).offset(row);
                        int size = tensor.type().shape().elementCount();
                        read = Arrays.copyOf(read, read.length + size);
                        System.arraycopy(carrier, from, read, read.length - size, size);
                    }
                }
            }
            assertThat(read)
                    .containsExactly(Npy.convention("expected-input.npy").floats());
        }
    }
}
