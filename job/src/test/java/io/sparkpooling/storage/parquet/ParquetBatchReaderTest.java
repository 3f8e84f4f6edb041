package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.convention.Conventions;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, their bounds and the states of rows, on files that parquet-java's record writer made. */
class ParquetBatchReaderTest {
    private static final MessageType FLAT = MessageTypeParser.parseMessageType("message flat { required int64 id; "
            + "optional group a (LIST) { repeated group list { optional float element; } } "
            + "required group b (LIST) { repeated group list { required double element; } } }");
    private static final MessageType NESTED = MessageTypeParser.parseMessageType("message nested { "
            + "optional group a (LIST) { repeated group list { optional group element (LIST) { "
            + "repeated group list { optional float element; } } } } }");

    @TempDir
    Path folder;

    @Test
    void keepsBatchesWithinTheirBytesAndWithinRowGroups() throws IOException {
        Path path = write(FLAT, 1000, 300, (row, group) -> tensors(row, group, 6, 4));
        try (ParquetFile file = open(path)) {
            List<Integer> sizes = new ArrayList<>();
            long rowBytes = 6 * 4 + 4 * 8;
            try (ParquetBatchReader reader = ParquetBatchReader.open(
                    file, 0, file.rowGroups().size(), List.of(a(file, 6), b(file, 4)), 128 * rowBytes + 55)) {
                while (reader.advance()) {
                    sizes.add(reader.batch().rows());
                }
            }
            assertThat(file.rowGroups()).extracting(ParquetFile.RowGroup::rows).containsExactly(300L, 300L, 300L, 100L);
            assertThat(sizes).containsExactly(128, 128, 44, 128, 128, 44, 128, 128, 44, 100);
        }
    }

    @Test
    void readsSeveralColumnsInLockstep() throws IOException {
        Path path = write(FLAT, 1000, 300, (row, group) -> tensors(row, group, 6, 4));
        try (ParquetFile file = open(path);
                ParquetBatchReader reader =
                        ParquetBatchReader.open(file, 1, 2, List.of(b(file, 4), a(file, 6)), 1 << 12)) {
            long next = 300;
            while (reader.advance()) {
                RowBatch batch = reader.batch();
                assertThat(batch.firstRow()).isEqualTo(next);
                double[] b = (double[]) batch.tensor(0).carrier(0);
                float[] a = (float[]) batch.tensor(1).carrier(0);
                for (int row = 0; row < batch.rows(); row++) {
                    assertThat(a[row * 6 + 5]).isEqualTo((next + row) * 10 + 5);
                    assertThat(b[row * 4 + 3]).isEqualTo((next + row) * 10 + 3);
                }
                next += batch.rows();
            }
            assertThat(next).isEqualTo(900);
        }
    }

    @Test
    void readsNoColumnsAtAll() throws IOException {
        Path path = write(FLAT, 10, 10, (row, group) -> tensors(row, group, 1, 1));
        try (ParquetFile file = open(path);
                ParquetBatchReader reader = ParquetBatchReader.open(file, 0, 1, List.of(), 1 << 20)) {
            assertThat(reader.advance()).isTrue();
            assertThat(reader.batch().rows()).isEqualTo(10);
            assertThat(reader.advance()).isFalse();
        }
    }

    @Test
    void saysWhatIsWrongWithAFlatRow() throws IOException {
        int[] sizes = {6, 5, 7, 0, 6, 6};
        Path path = write(FLAT, sizes.length, 100, (row, group) -> tensors(row, group, sizes[row], 1));
        try (ParquetFile file = open(path)) {
            assertThat(Reading.rows(file, a(file, 6)))
                    .containsExactly(
                            "0.0 1.0 2.0 3.0 4.0 5.0 ",
                            "bad: 5 values for shape 6 (6 expected)",
                            "bad: 7 values for shape 6 (6 expected)",
                            "bad: 0 values for shape 6 (6 expected)",
                            "40.0 41.0 42.0 43.0 44.0 45.0 ",
                            "50.0 51.0 52.0 53.0 54.0 55.0 ");
        }
    }

    @Test
    void tellsNullRowsFromNullElements() throws IOException {
        Path path = write(FLAT, 3, 100, (row, group) -> {
            if (row > 0) {
                Group list = group.addGroup("a");
                for (int element = 0; element < 3000; element++) {
                    Group item = list.addGroup("list");
                    if (row == 1 || element % 1000 != 2) {
                        item.add("element", 1.5f);
                    }
                }
            }
            group.addGroup("b");
        });
        try (ParquetFile file = open(path)) {
            List<String> rows = Reading.rows(file, a(file, 3000));
            assertThat(rows.get(0)).isEqualTo("null");
            assertThat(rows.get(1)).isEqualTo("1.5 ".repeat(3000));
            assertThat(rows.get(2)).isEqualTo("bad: 3 of 3 000 values for shape 3000 are null (the first at 2)");
        }
    }

    @Test
    void saysWhatIsWrongWithNestedRows() throws IOException {
        int[][] rows = {{3, 3}, {3, 2}, {3, 4}, {2, 4}, {3}, {3, 3, 3}, {6}, {3, 3}};
        Path path = write(NESTED, rows.length, 100, (row, group) -> {
            Group outer = group.addGroup("a");
            for (int size : rows[row]) {
                Group inner = outer.addGroup("list").addGroup("element");
                for (int element = 0; element < size; element++) {
                    inner.addGroup("list").add("element", (float) element);
                }
            }
        });
        try (ParquetFile file = open(path)) {
            TensorColumn column = column(file, 0, ElementType.FLOAT32, 2, 3);
            assertThat(Reading.rows(file, column))
                    .containsExactly(
                            "0.0 1.0 2.0 0.0 1.0 2.0 ",
                            "bad: 5 values for shape 2x3 (6 expected)",
                            "bad: 7 values for shape 2x3 (6 expected)",
                            "bad: the lists do not have the lengths of shape 2x3 (from value 2 on)",
                            "bad: 3 values for shape 2x3 (6 expected)",
                            "bad: 9 values for shape 2x3 (6 expected)",
                            "bad: the lists do not have the lengths of shape 2x3 (from value 3 on)",
                            "0.0 1.0 2.0 0.0 1.0 2.0 ");
        }
    }

    @Test
    void findsTheListSizesOfTheFirstRowThatHasAny() throws IOException {
        Path path = write(NESTED, 4, 100, (row, group) -> {
            if (row == 0) {
                return;
            }
            Group outer = group.addGroup("a");
            for (int inner = 0; inner < (row == 1 ? 0 : row + 3); inner++) {
                Group list = outer.addGroup("list").addGroup("element");
                for (int element = 0; element < 7 + inner; element++) {
                    list.addGroup("list").add("element", 1f);
                }
            }
        });
        try (ParquetFile file = open(path)) {
            assertThat(file.firstRowListSizes(file.schema().getColumns().get(0)))
                    .containsExactly(5, 7);
        }
    }

    @Test
    void findsNoListSizesWhereAllRowsAreNull() throws IOException {
        Path path = write(NESTED, 4, 100, (row, group) -> {});
        try (ParquetFile file = open(path)) {
            assertThat(file.firstRowListSizes(file.schema().getColumns().get(0)))
                    .isEmpty();
        }
    }

    @Test
    void takesPagesOfWholeTensorsTheFastWay() throws IOException {
        Path path = write(FLAT, 1000, 1000, (row, group) -> tensors(row, group, 100, 3));
        try (ParquetFile file = open(path);
                ParquetBatchReader reader =
                        ParquetBatchReader.open(file, 0, 1, List.of(a(file, 100), b(file, 3)), 1 << 14)) {
            while (reader.advance()) {
                assertThat(reader.batch().tensor(0).allPresent()).isTrue();
            }
            assertThat(reader.counters().densePages()).isGreaterThan(50);
            assertThat(reader.counters().expandedPages()).isZero();
        }
    }

    @Test
    void takesOnlyThePagesWithOddRowsTheSlowWay() throws IOException {
        Path path = write(FLAT, 1000, 1000, (row, group) -> tensors(row, group, row == 500 ? 99 : 100, 3));
        try (ParquetFile file = open(path);
                ParquetBatchReader reader = ParquetBatchReader.open(file, 0, 1, List.of(a(file, 100)), 1 << 14)) {
            while (reader.advance()) {
                assertThat(reader.batch().tensor(0).state(0).isBad()).isFalse();
            }
            assertThat(reader.counters().expandedPages()).isBetween(1L, 2L);
            assertThat(reader.counters().densePages()).isGreaterThan(40);
        }
    }

    @Test
    void refusesTensorsOfWhichNoneFitsIntoMemory() throws IOException {
        Path path = write(FLAT, 1, 1, (row, group) -> tensors(row, group, 1, 1));
        try (ParquetFile file = open(path)) {
            TensorColumn huge = column(file, 1, ElementType.FLOAT32, Integer.MAX_VALUE);
            assertThatThrownBy(() -> ParquetBatchReader.open(file, 0, 1, List.of(huge), 1 << 20))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageStartingWith("[part.parquet, column a] Cannot read tensors: one of float32 2147483647"
                            + " takes 8589934588 bytes, more than a quarter of this process' memory (");
        }
    }

    @Test
    void readsAColumnThatWasFoundInAFileWithOtherOptionalFields() throws IOException {
        Path path = write(FLAT, 30, 30, (row, group) -> tensors(row, group, 2, 1));
        MessageType required = MessageTypeParser.parseMessageType("message other { required int64 id; "
                + "required group a (LIST) { repeated group list { required float element; } } }");
        try (ParquetFile file = open(path)) {
            TensorColumn found = a(file, 2);
            TensorColumn elsewhere = new TensorColumn(
                    found.name(),
                    found.convention(),
                    found.type(),
                    found.listSizes(),
                    required.getColumns().get(1));
            assertThat(Reading.rows(file, elsewhere))
                    .isEqualTo(Reading.rows(file, found))
                    .hasSize(30);
        }
    }

    @Test
    void refusesAColumnThatTheFileDoesNotHave() throws IOException {
        Path path = write(FLAT, 3, 3, (row, group) -> tensors(row, group, 2, 1));
        try (ParquetFile file = open(path)) {
            TensorColumn missing = new TensorColumn(
                    "c",
                    Conventions.all().get(0),
                    TensorType.of(ElementType.FLOAT32, Shape.of(2)),
                    List.of(2),
                    MessageTypeParser.parseMessageType("message other { "
                                    + "required group c (LIST) { repeated group list { required float element; } } }")
                            .getColumns()
                            .get(0));
            assertThatThrownBy(() -> Reading.rows(file, missing))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessage("[part.parquet, column c] Cannot read tensors: the file has no column c.list.element"
                            + " with 1 levels of lists of FLOAT");
        }
    }

    @Test
    void estimatesMemoryByPagesAndNotByRowGroups() throws IOException {
        Path path = write(FLAT, 12_000, 12_000, (row, group) -> tensors(row, group, 100, 3));
        try (ParquetFile file = open(path)) {
            assertThat(file.rowGroups().get(0).plainBytes()).isGreaterThan(5L << 20);
            long bytes = ReadMemory.bytes(file, List.of(a(file, 100)), 1 << 20);
            // a batch, pages of 4 KiB, and the two other columns as if they were one page each
            assertThat(bytes).isBetween(1L << 20, 3L << 20);
        }
    }

    private static void tensors(int row, Group group, int aSize, int bSize) {
        Group a = group.addGroup("a");
        for (int element = 0; element < aSize; element++) {
            a.addGroup("list").add("element", (float) (row * 10 + element));
        }
        Group b = group.addGroup("b");
        for (int element = 0; element < bSize; element++) {
            b.addGroup("list").add("element", (double) (row * 10 + element));
        }
    }

    private static TensorColumn a(ParquetFile file, int elements) {
        return column(file, 1, ElementType.FLOAT32, elements);
    }

    private static TensorColumn b(ParquetFile file, int elements) {
        return column(file, 2, ElementType.FLOAT64, elements);
    }

    private static TensorColumn column(ParquetFile file, int leaf, ElementType type, int... shape) {
        return new TensorColumn(
                file.schema().getColumns().get(leaf).getPath()[0],
                Conventions.all().get(0),
                TensorType.of(type, Shape.of(shape)),
                Arrays.stream(shape).boxed().toList(),
                file.schema().getColumns().get(leaf));
    }

    private Path write(MessageType schema, int rows, int rowsInGroup, BiConsumer<Integer, Group> fill)
            throws IOException {
        Path path = folder.resolve("part.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(path))
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withDictionaryEncoding(false)
                .withPageSize(1 << 12)
                .withRowGroupRowCountLimit(rowsInGroup)
                .withMinRowCountForPageSizeCheck(1)
                .build()) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(schema);
                if (schema == FLAT) {
                    group.add("id", (long) row);
                }
                fill.accept(row, group);
                writer.write(group);
            }
        }
        return path;
    }

    private static ParquetFile open(Path path) throws IOException {
        return ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), "part.parquet", new Configuration());
    }
}
