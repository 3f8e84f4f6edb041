package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of Arrow files whose rows each say what they hold: bytes and structs, written and read by arrow-java itself. */
class ArrowRowsTest {
    /** Row r holds r, r+1, ..., r+7 as 2x4; the maxima of its windows of 2x2 are r+5 and r+7. */
    private static final int ELEMENTS = 8;

    @TempDir
    Path folder;

    private Ended run(String pool, String... more) {
        Stream<String> options = Stream.of(
                "--input",
                folder.resolve("in").toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                pool);
        return Ended.run(Stream.concat(options, Stream.of(more)).toArray(String[]::new));
    }

    private ArrowJava.Content output() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return ArrowJava.read(files.filter(file -> file.toString().endsWith(".arrow"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private interface Fill {
        void fill(FieldVector column);
    }

    private void write(Field column, int rows, Fill fill) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(column)), allocator)) {
            ArrowJava.write(folder.resolve("in/rows.arrow"), root, List.of(filled -> {
                filled.allocateNew();
                fill.fill(filled.getVector(0));
                filled.setRowCount(rows);
            }));
        }
    }

    private static Field column(ArrowType type, Field... children) {
        return new Field("maps", FieldType.nullable(type), List.of(children));
    }

    private static byte[] raw(int row) {
        ByteBuffer bytes = ByteBuffer.allocate(ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, ELEMENTS).forEach(index -> bytes.putFloat(row + index));
        return bytes.array();
    }

    private static byte[] npy(String shape, byte[] elements) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(shape);
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        ByteBuffer file = ByteBuffer.allocate(128 + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) 118)
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .put(elements);
        return file.array();
    }

    private static float[] floats(Object bytes, int from) {
        ByteBuffer buffer =
                ByteBuffer.wrap((byte[]) bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
        float[] floats = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(floats);
        return floats;
    }

    @Test
    void rawBytesOfFixedLengthComeBackInTheirNewLength() throws IOException {
        write(column(new ArrowType.FixedSizeBinary(ELEMENTS * Float.BYTES)), 3, vector -> {
            ((FixedSizeBinaryVector) vector).setSafe(0, raw(0));
            ((FixedSizeBinaryVector) vector).setSafe(2, raw(2));
        });
        assertThat(run("max_pool2d(maps, kernel_size=2)", "--shape", "maps=2,4", "--dtype", "maps=float32"))
                .isEqualTo(new Ended(0, ""));
        List<Object> rows = output().column("maps");
        assertThat(output().schema().findField("maps").getType()).isEqualTo(new ArrowType.FixedSizeBinary(8));
        assertThat(floats(rows.get(0), 0)).containsExactly(5, 7);
        assertThat(rows.get(1)).isNull();
        assertThat(floats(rows.get(2), 0)).containsExactly(7, 9);
    }

    @Test
    void numPyFilesInLargeBinaryComeBackAsNumPyFiles() throws IOException {
        write(column(ArrowType.LargeBinary.INSTANCE), 2, vector -> {
            ((LargeVarBinaryVector) vector).setSafe(0, npy("(2, 4)", raw(0)));
            ((LargeVarBinaryVector) vector).setSafe(1, npy("(4, 2)", raw(0)));
        });
        assertThat(run("max_pool2d(maps, kernel_size=2)")).isEqualTo(new Ended(0, ""));
        assertThat(output().schema().findField("maps").getType()).isEqualTo(ArrowType.LargeBinary.INSTANCE);
        List<Object> rows = output().column("maps");
        assertThat(floats(rows.get(0), ((byte[]) rows.get(0)).length - 8)).containsExactly(5, 7);
        assertThat(floats(rows.get(1), ((byte[]) rows.get(1)).length - 8)).containsExactly(3, 7);
        assertThat(new String((byte[]) rows.get(1), StandardCharsets.ISO_8859_1))
                .contains("'shape': (2, 1)");
    }

    @Test
    void packedNumPyFilesComeBackPacked() throws IOException {
        write(column(ArrowType.Binary.INSTANCE), 3, vector -> {
            ((VarBinaryVector) vector).setSafe(0, packed(npy("(2, 4)", raw(0))));
            ((VarBinaryVector) vector).setSafe(2, packed(npy("(4, 2)", raw(0))));
        });
        assertThat(run("max_pool2d(maps, kernel_size=2)")).isEqualTo(new Ended(0, ""));
        List<Object> rows = output().column("maps");
        byte[] first = unpacked((byte[]) rows.get(0));
        assertThat(floats(first, first.length - 8)).containsExactly(5, 7);
        assertThat(rows.get(1)).isNull();
        byte[] last = unpacked((byte[]) rows.get(2));
        assertThat(new String(last, StandardCharsets.ISO_8859_1)).contains("'shape': (2, 1)");
        assertThat(floats(last, last.length - 8)).containsExactly(3, 7);
    }

    private static byte[] packed(byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("arr.npy"));
            zip.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("arr.npy");
            return zip.readAllBytes();
        }
    }

    /** Row 0 is 1x3x4, row 1 is 1x5x4, both of 0, 1, 2, ...; row 2 is 1x3x4 from 20 on. */
    @Test
    void raysTensorsOfDifferentShapesComeBackAsThat() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.copy(Path.of("src/test/resources/arrow/ray-variable.arrow"), folder.resolve("in/ray-variable.arrow"));
        assertThat(run("max_pool2d(maps, kernel_size=2)")).isEqualTo(new Ended(0, ""));
        assertThat(output().column("maps").toString())
                .isEqualTo("[{\"data\":[5.0,7.0],\"shape\":[1,1,2]},"
                        + " {\"data\":[5.0,7.0,13.0,15.0],\"shape\":[1,2,2]},"
                        + " {\"data\":[25.0,27.0],\"shape\":[1,1,2]}]");
        assertThat(output().schema().findField("maps").getMetadata())
                .containsEntry("ARROW:extension:name", "ray.data.arrow_variable_shaped_tensor")
                .containsEntry("ARROW:extension:metadata", "3");
    }

    @Test
    void aRowOfAnotherLengthGoesToTheRejects() throws IOException {
        write(column(ArrowType.Binary.INSTANCE), 2, vector -> {
            ((VarBinaryVector) vector).setSafe(0, raw(0));
            ((VarBinaryVector) vector).setSafe(1, new byte[7]);
        });
        Ended ended = run(
                "max_pool2d(maps, kernel_size=2)",
                "--shape",
                "maps=2,4",
                "--dtype",
                "maps=float32",
                "--on-bad-row",
                "reject",
                "--max-reject-fraction",
                "1");
        assertThat(ended.exitCode()).isEqualTo(10);
        assertThat(output().column("maps")).hasSize(1);
    }

    @Test
    void sparkVectorsAreReadDenseAndSparse() throws IOException {
        Field number = new Field(
                "item",
                FieldType.nullable(
                        new ArrowType.FloatingPoint(org.apache.arrow.vector.types.FloatingPointPrecision.DOUBLE)),
                List.of());
        Field integer = new Field("item", FieldType.nullable(new ArrowType.Int(32, true)), List.of());
        Field vectors = column(
                ArrowType.Struct.INSTANCE,
                new Field("type", FieldType.notNullable(new ArrowType.Int(8, true)), List.of()),
                new Field("size", FieldType.nullable(new ArrowType.Int(32, true)), List.of()),
                new Field("indices", FieldType.nullable(ArrowType.List.INSTANCE), List.of(integer)),
                new Field("values", FieldType.nullable(ArrowType.List.INSTANCE), List.of(number)));
        write(vectors, 2, vector -> {
            var writer = ((StructVector) vector).getWriter();
            writer.setPosition(0);
            writer.start();
            writer.tinyInt("type").writeTinyInt((byte) 1);
            var values = writer.list("values");
            values.startList();
            for (double value : new double[] {1, 4, 2, 3}) {
                values.float8().writeFloat8(value);
            }
            values.endList();
            writer.end();
            writer.setPosition(1);
            writer.start();
            writer.tinyInt("type").writeTinyInt((byte) 0);
            writer.integer("size").writeInt(4);
            var indices = writer.list("indices");
            indices.startList();
            indices.integer().writeInt(2);
            indices.endList();
            values = writer.list("values");
            values.startList();
            values.float8().writeFloat8(9);
            values.endList();
            writer.end();
        });
        assertThat(run("max_pool1d(maps, kernel_size=2, axes=[0])")).isEqualTo(new Ended(0, ""));
        List<Object> rows = output().column("maps");
        assertThat(((Map<?, ?>) rows.get(0)).get("values")).isEqualTo(List.of(4.0, 3.0));
        assertThat(((Map<?, ?>) rows.get(1)).get("values")).isEqualTo(List.of(0.0, 9.0));
        assertThat(((Map<?, ?>) rows.get(1)).get("indices")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shape, data", "data, shape"})
    void structsOfDataAndShapeComeBackInTheirOrder(String order) throws IOException {
        Field number = new Field(
                "item",
                FieldType.nullable(
                        new ArrowType.FloatingPoint(org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE)),
                List.of());
        Field size = new Field("item", FieldType.nullable(new ArrowType.Int(64, false)), List.of());
        Field data = new Field("data", FieldType.nullable(ArrowType.LargeList.INSTANCE), List.of(number));
        Field shape = new Field("shape", FieldType.nullable(ArrowType.List.INSTANCE), List.of(size));
        Field[] fields = order.startsWith("data") ? new Field[] {data, shape} : new Field[] {shape, data};
        write(column(ArrowType.Struct.INSTANCE, fields), 2, vector -> {
            StructVector struct = (StructVector) vector;
            var numbers = (org.apache.arrow.vector.complex.LargeListVector) struct.getChild("data");
            var sizes = (org.apache.arrow.vector.complex.ListVector) struct.getChild("shape");
            for (int row = 0; row < 2; row++) {
                struct.setIndexDefined(row);
                int first = (int) numbers.startNewValue(row);
                for (int index = 0; index < ELEMENTS; index++) {
                    ((org.apache.arrow.vector.Float4Vector) numbers.getDataVector())
                            .setSafe(first + index, row + index);
                }
                numbers.endValue(row, ELEMENTS);
                int axis = sizes.startNewValue(row);
                ((org.apache.arrow.vector.UInt8Vector) sizes.getDataVector()).setSafe(axis, row == 0 ? 2 : 4);
                ((org.apache.arrow.vector.UInt8Vector) sizes.getDataVector()).setSafe(axis + 1, row == 0 ? 4 : 2);
                sizes.endValue(row, 2);
            }
        });
        assertThat(run("max_pool2d(maps, kernel_size=2)")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content written = output();
        assertThat(written.schema().findField("maps").getChildren().stream().map(Field::getName))
                .containsExactly(order.split(", "));
        List<Object> rows = written.column("maps");
        assertThat(((Map<?, ?>) rows.get(0)).get("data")).isEqualTo(List.of(5f, 7f));
        assertThat(((Map<?, ?>) rows.get(1)).get("data")).isEqualTo(List.of(4f, 8f));
        assertThat(((Map<?, ?>) rows.get(1)).get("shape").toString()).isEqualTo("[2,1]");
    }
}
