package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.RunReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns whose rows each say what they hold, in files of parquet-java's example writer. */
class RowShapesTest {
    private static final String STRUCT = """
            optional int64 id;
            optional group map {
              optional group shape (LIST) { repeated group list { optional int64 element (INTEGER(64,false)); } }
              optional group data (LIST) { repeated group bag { optional int32 array_element (INTEGER(8,true)); } }
            }
            """;
    private static final String BINARY = "optional int64 id; optional binary map;";
    private static final String VECTOR = """
            optional int64 id;
            optional group map {
              required int32 type (INTEGER(8,true));
              optional int32 size;
              optional group indices (LIST) { repeated group list { required int32 element; } }
              optional group values (LIST) { repeated group list { required double element; } }
            }
            """;

    @TempDir
    Path folder;

    private void write(String columns, List<Consumer<Group>> rows) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message m {" + columns + "}");
        Path file = folder.resolve("in/a.parquet");
        Files.createDirectories(file.getParent());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .build()) {
            for (int row = 0; row < rows.size(); row++) {
                Group group = new SimpleGroup(type);
                group.add("id", (long) row);
                rows.get(row).accept(group);
                writer.write(group);
            }
        }
    }

    private List<Group> run(String expression, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--input", folder.resolve("in").toString(),
                "--output", folder.resolve("out").toString(),
                "--pool", expression));
        options.addAll(List.of(more));
        LocalSpark.run(options.toArray(String[]::new));
        return TensorFile.groups(LocalSpark.dataFiles(folder.resolve("out")).get(0));
    }

    private static Consumer<Group> tensor(List<Integer> shape, Integer... data) {
        return row -> {
            Group map = row.addGroup("map");
            Group sizes = map.addGroup("shape");
            shape.forEach(size -> sizes.addGroup("list").add("element", (long) size));
            Group numbers = map.addGroup("data");
            for (Integer number : data) {
                Group element = numbers.addGroup("bag");
                if (number != null) {
                    element.add("array_element", (int) number);
                }
            }
        };
    }

    private static Consumer<Group> nothing() {
        return row -> {};
    }

    @Test
    void fieldsInEitherOrderAndRowsThatAreNull() throws IOException {
        write(
                STRUCT,
                List.of(
                        nothing(),
                        tensor(List.of(1, 2, 4), 1, 9, 3, 4, 5, 6, 7, 8),
                        tensor(List.of(2, 2, 2), 1, 2, 3, 4, -5, -6, -7, -8)));

        List<Group> rows = run("max_pool2d(map, kernel_size=2)");

        assertThat(rows.get(0).getFieldRepetitionCount("map")).isZero();
        assertThat(text(rows.get(1), "map")).isEqualTo("[1, 1, 2] [9, 8]");
        assertThat(text(rows.get(2), "map")).isEqualTo("[2, 1, 1] [4, -5]");
    }

    @Test
    void aFurtherColumnWithIndicesOfItsOwn() throws IOException {
        write(STRUCT, List.of(tensor(List.of(1, 2, 4), 1, 9, 3, 4, 5, 6, 7, 8), tensor(List.of(1, 2, 2), 1, 2, 3, 4)));

        List<Group> rows = run("max_pool2d(map, kernel_size=2, return_indices=true) AS small");

        assertThat(text(rows.get(0), "map")).isEqualTo("[1, 2, 4] [1, 9, 3, 4, 5, 6, 7, 8]");
        assertThat(text(rows.get(0), "small")).isEqualTo("[1, 1, 2] [9, 8]");
        assertThat(text(rows.get(0), "small_indices")).isEqualTo("[1, 1, 2] [1, 7]");
        assertThat(text(rows.get(1), "small_indices")).isEqualTo("[1, 1, 1] [3]");
    }

    @Test
    void rowsThatHoldNoTensorAreRejectedWithTheReason() throws IOException {
        write(
                STRUCT,
                List.of(
                        tensor(List.of(1, 2, 2), 1, 2, 3, 4),
                        tensor(List.of(1, 2, 3), 1, 2, 3, 4),
                        tensor(List.of(1, 2, 2), 1, 2, null, 4),
                        tensor(List.of(1, -2, -2), 1, 2, 3, 4),
                        tensor(List.of(4), 1, 2, 3, 4),
                        tensor(List.of(1 << 30, 1 << 30, 1 << 30), 1),
                        tensor(List.of(0, 2, 2)),
                        row -> row.addGroup("map")));

        List<Group> rows =
                run("max_pool2d(map, kernel_size=2)", "--on-bad-row", "reject", "--max-reject-fraction", "0.9");

        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(0L);
        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains("4 values for shape 1x2x3 (6 expected)")
                .contains("1 of 4 values of its data are null")
                .contains("axis 1 of its shape is -2")
                .contains("a tensor has at most 2147483647 elements")
                .contains("its shape 0x2x2 holds no elements")
                .contains("its data is null");
    }

    @Test
    void tensorsAreCountedWhateverTheirShape() throws IOException {
        write(
                STRUCT,
                List.of(
                        tensor(List.of(1, 2, 4), 1, 9, 3, 4, 5, 6, 7, 8),
                        tensor(List.of(1, 2, 2), 1, 2, 3, 4),
                        tensor(List.of(1, 2, 2), 5, 6, 7, 8)));

        run("max_pool2d(map, kernel_size=2)");

        RunReport report = ReportJson.read("report.json", Files.readString(folder.resolve("out/_pooling/report.json")));
        assertThat(report.tensors()).singleElement().satisfies(tensor -> {
            assertThat(tensor.before().tensors()).isEqualTo(3);
            assertThat(tensor.before().elements()).isEqualTo(16);
            assertThat(tensor.after().tensors()).isEqualTo(3);
            assertThat(tensor.after().elements()).isEqualTo(4);
        });
        assertThat(report.notes())
                .contains("rows of column map can differ in shape; its shape here is that of the first");
    }

    /** parquet-java reads as many rows as the row group says, and nothing of what follows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20_000})
    void rowsThatTheRowGroupDoesNotCountAreNotLost(int rowsOfPage) throws IOException {
        MessageType type =
                MessageTypeParser.parseMessageType("message m {" + STRUCT.replace("optional int64 id;", "") + "}");
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .withPageRowCountLimit(rowsOfPage)
                .build()) {
            for (int row = 0; row < 3; row++) {
                Group group = new SimpleGroup(type);
                tensor(List.of(1, 2, 2), 1, 2, 3, 4).accept(group);
                writer.write(group);
            }
        }
        Files.write(file, FooterLie.tell(Files.readAllBytes(file), footer -> {
            footer.setNum_rows(2);
            footer.getRow_groups().get(0).setNum_rows(2);
        }));

        Ended ended = Ended.run(
                "--input", folder.resolve("in").toString(),
                "--output", folder.resolve("out").toString(),
                "--pool", "max_pool2d(map, kernel_size=2)");

        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message())
                .startsWith("[a.parquet, column map.")
                .contains("Cannot read page: the column has more rows than its row group");
    }

    @Test
    void aBadRowIsNamedWithItsPlace() throws IOException {
        write(STRUCT, List.of(tensor(List.of(1, 2, 2), 1, 2, 3, 4), tensor(List.of(1, 2, 3), 1, 2, 3, 4)));

        assertThatThrownBy(() -> run("max_pool2d(map, kernel_size=2)"))
                .hasMessageContaining(
                        "a.parquet, row 1, column map] Cannot read tensor: 4 values for shape 1x2x3 (6 expected)");
    }

    @Test
    void denseAndSparseVectors() throws IOException {
        write(VECTOR, List.of(dense(1, 2, 3, 4), sparse(6, List.of(1, 4), 5, 7)));

        List<Group> rows = run("max_pool1d(map, kernel_size=2)");

        assertThat(vector(rows.get(0))).containsExactly(2.0, 4.0);
        assertThat(vector(rows.get(1))).containsExactly(5.0, 0.0, 7.0);
        assertThat(rows.get(1).getGroup("map", 0).getInteger("type", 0)).isEqualTo(1);
    }

    @Test
    void aSparseVectorWithAnIndexBeyondItsSizeIsRejected() throws IOException {
        write(VECTOR, List.of(dense(1, 2), sparse(4, List.of(4), 5), sparse(Integer.MAX_VALUE, List.of(1), 5)));

        run("max_pool1d(map, kernel_size=2)", "--on-bad-row", "reject", "--max-reject-fraction", "0.9");

        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains("index 4 of a vector of size 4")
                .contains("its size is 2147483647");
    }

    @Test
    void packedNumPyFilesStayPacked() throws IOException {
        write(BINARY, List.of(packed(npy(2, 4, 1, 9, 3, 4, 5, 6, 7, 8)), nothing(), packed(npy(2, 2, 1, 2, 3, 4))));

        List<Group> rows = run("max_pool2d(map, kernel_size=2)");

        assertThat(unpacked(rows.get(0))).isEqualTo(npy(1, 2, 9, 8));
        assertThat(rows.get(1).getFieldRepetitionCount("map")).isZero();
        assertThat(unpacked(rows.get(2))).isEqualTo(npy(1, 1, 4));
    }

    @Test
    void whatIsNoNumPyFileIsRejected() throws IOException {
        byte[] good = npy(2, 2, 1, 2, 3, 4);
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        write(
                BINARY,
                List.of(
                        bytes(good),
                        bytes(cut),
                        bytes(new byte[] {1, 2}),
                        packed(new byte[1 << 20]),
                        bytes(new byte[] {'P', 'K', 3, 4, 0, 0}),
                        bytes(object())));

        List<Group> rows =
                run("max_pool2d(map, kernel_size=2)", "--on-bad-row", "reject", "--max-reject-fraction", "0.9");

        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(0L);
        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains(".npy file: 15 bytes for float32 2x2 (16 expected)")
                .contains("no .npy file")
                .contains(".npz file")
                .contains("(must be numbers)");
    }

    private static Consumer<Group> bytes(byte[] value) {
        return row -> row.add("map", Binary.fromConstantByteArray(value));
    }

    private static Consumer<Group> packed(byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("arr.npy"));
            zip.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes(bytes.toByteArray());
    }

    private static byte[] unpacked(Group row) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(row.getBinary("map", 0).getBytes()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("arr.npy");
            return zip.readAllBytes();
        }
    }

    /** A header as NumPy's documentation gives it, and float32 elements. */
    private static byte[] npy(int height, int width, float... elements) {
        ByteBuffer bytes = header("'<f4'", "(%d, %d)".formatted(height, width), elements.length * Float.BYTES);
        for (float element : elements) {
            bytes.putFloat(element);
        }
        return bytes.array();
    }

    private static byte[] object() {
        return header("'|O'", "(2, 2)", 16).array();
    }

    private static ByteBuffer header(String descr, String shape, int elementBytes) {
        String text = "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(descr, shape);
        String padded = text + " ".repeat(118 - 1 - text.length()) + "\n";
        return ByteBuffer.allocate(128 + elementBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) 118)
                .put(padded.getBytes(StandardCharsets.US_ASCII));
    }

    private static Consumer<Group> dense(double... values) {
        return row -> {
            Group map = row.addGroup("map").append("type", 1);
            addValues(map, values);
        };
    }

    private static Consumer<Group> sparse(int size, List<Integer> indices, double... values) {
        return row -> {
            Group map = row.addGroup("map").append("type", 0).append("size", size);
            Group places = map.addGroup("indices");
            indices.forEach(index -> places.addGroup("list").add("element", (int) index));
            addValues(map, values);
        };
    }

    private static void addValues(Group map, double... values) {
        Group numbers = map.addGroup("values");
        for (double value : values) {
            numbers.addGroup("list").add("element", value);
        }
    }

    private static List<Double> vector(Group row) {
        Group values = row.getGroup("map", 0).getGroup("values", 0);
        return IntStream.range(0, values.getFieldRepetitionCount(0))
                .mapToObj(i -> values.getGroup(0, i).getDouble(0, 0))
                .toList();
    }

    private static String text(Group row, String column) {
        Group map = row.getGroup(column, 0);
        return list(map.getGroup("shape", 0)) + " " + list(map.getGroup("data", 0));
    }

    private static String list(Group list) {
        return IntStream.range(0, list.getFieldRepetitionCount(0))
                .mapToObj(i -> list.getGroup(0, i).getValueToString(0, 0))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
