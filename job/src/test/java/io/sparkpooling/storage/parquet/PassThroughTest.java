package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that nobody pools come back as they were, from files that parquet-java wrote in all of its ways. */
class PassThroughTest {
    private static final long SEED = 20_260_702;
    private static final WriteOptions OPTIONS = WriteOptions.of(Compression.DEFAULT, Encoding.PLAIN);

    private static final MessageType EVERY_TYPE = MessageTypeParser.parseMessageType("""
            message everything {
              required boolean flag;
              optional boolean maybe;
              required int32 number;
              optional int32 tiny (INTEGER(8,true));
              optional int32 unsigned (INTEGER(16,false));
              optional int32 day (DATE);
              optional int32 moment (TIME(MILLIS,true));
              optional int32 price (DECIMAL(9,2));
              required int64 identity = 7;
              optional int64 when (TIMESTAMP(MICROS,true));
              optional int64 nanos (TIMESTAMP(NANOS,false));
              optional int64 big (DECIMAL(18,4));
              optional int96 legacy;
              optional float real;
              optional double precise;
              required binary label (STRING);
              optional binary note (STRING);
              optional binary raw;
              optional binary kind (ENUM);
              optional binary document (JSON);
              optional binary old (BSON);
              optional binary huge (DECIMAL(38,10));
              optional fixed_len_byte_array(16) uuid (UUID);
              optional fixed_len_byte_array(2) half (FLOAT16);
              optional fixed_len_byte_array(12) span (INTERVAL);
              optional fixed_len_byte_array(5) exact (DECIMAL(11,3));
              repeated int32 bare;
              optional group place { required double x; optional double y; optional group deeper { optional binary z (STRING); } }
              optional group words (LIST) { repeated group list { optional binary element (STRING); } }
              optional group vector (LIST) { repeated group list { optional float element; } }
              optional group doubles (LIST) { repeated group list { required double element; } }
              required group halves (LIST) { repeated group list { optional fixed_len_byte_array(2) element (FLOAT16); } }
              optional group map (LIST) { repeated group list { optional group element (LIST) { repeated group list {
                optional group element (LIST) { repeated group list { optional float element; } } } } } }
              repeated float legacyvector;
              optional group twolevel (LIST) { repeated double array; }
              optional group holder { optional int32 z; optional group inner (LIST) { repeated group list { optional float element; } } }
              optional group table (LIST) { repeated group list {
                optional group element (LIST) { repeated group list { required int64 element; } } } }
              optional group boxes (LIST) { repeated group list { optional group element {
                optional int32 left; optional group tags (LIST) { repeated group list { optional binary element (STRING); } } } } }
              optional group scores (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }
            }
            """);

    static Stream<Consumer<ExampleParquetWriter.Builder>> everyWayToWrite() {
        return Stream.of(
                builder -> builder.withWriterVersion(WriterVersion.PARQUET_1_0),
                builder -> builder.withWriterVersion(WriterVersion.PARQUET_2_0),
                builder -> builder.withDictionaryEncoding(false),
                builder -> builder.withWriterVersion(WriterVersion.PARQUET_2_0).withDictionaryEncoding(false),
                builder -> builder.withDictionaryPageSize(64),
                builder -> builder.withPageRowCountLimit(7),
                builder -> builder.withRowGroupRowCountLimit(50),
                builder -> builder.withByteStreamSplitEncoding(true).withDictionaryEncoding(false));
    }

    @ParameterizedTest
    @MethodSource("everyWayToWrite")
    void everyTypeComesBack(Consumer<ExampleParquetWriter.Builder> settings) throws IOException {
        List<Group> rows = randomRows(400);
        MemoryFile input = MemoryFile.of(EVERY_TYPE, rows, settings);
        MemoryFile output = copy(input, 33, OPTIONS);
        assertThat(texts(output.rows())).as("seed %d", SEED).isEqualTo(texts(rows));
        assertThat(output.footer().getFileMetaData().getSchema()).isEqualTo(EVERY_TYPE);
    }

    @Test
    void manyRowGroupsAndPagesComeBack() throws IOException {
        List<Group> rows = randomRows(500);
        MemoryFile input = MemoryFile.of(EVERY_TYPE, rows, builder -> {});
        WriteOptions small = new WriteOptions(Compression.DEFAULT, Encoding.PLAIN, 20_000, 200);
        MemoryFile output = copy(input, 100, small);
        assertThat(output.footer().getBlocks()).hasSizeGreaterThan(3);
        assertThat(texts(output.rows())).as("seed %d", SEED).isEqualTo(texts(rows));
    }

    @ParameterizedTest
    @MethodSource("everyWayToWrite")
    void longVectorsOfAnyLengthComeBack(Consumer<ExampleParquetWriter.Builder> settings) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message vectors {
                  optional group x (LIST) { repeated group list { optional float element; } }
                  optional group few (LIST) { repeated group list { optional double element; } }
                }
                """);
        Random random = new Random(SEED);
        List<Group> rows = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            Group group = MemoryFile.row(schema);
            if (row % 5 != 3) {
                addList(group.addGroup("x"), random.nextInt(3) * 17_000, random, false);
            }
            addList(group.addGroup("few"), row * 100, random, true);
            rows.add(group);
        }
        for (int pageBytes : new int[] {1, 100_000}) {
            WriteOptions options = new WriteOptions(Compression.DEFAULT, Encoding.PLAIN, 300_000, pageBytes);
            MemoryFile output = copy(MemoryFile.of(schema, rows, settings), 5, options);
            assertThat(texts(output.rows())).as("seed %d", SEED).isEqualTo(texts(rows));
        }
    }

    private static void addList(Group list, int length, Random random, boolean repeating) {
        String type = list.getType()
                .getType(0)
                .asGroupType()
                .getType(0)
                .asPrimitiveType()
                .getPrimitiveTypeName()
                .name();
        for (int i = 0; i < length; i++) {
            Group entry = list.addGroup("list");
            float value = repeating ? i % 3 : random.nextFloat();
            if (i % 1000 != 999) {
                if (type.equals("FLOAT")) {
                    entry.add("element", value);
                } else {
                    entry.add("element", (double) value);
                }
            }
        }
    }

    @Test
    void theSameRowsGiveTheSameBytesInAnyBatches() throws IOException {
        MemoryFile input = MemoryFile.of(EVERY_TYPE, randomRows(500), builder -> {});
        WriteOptions small = new WriteOptions(Compression.DEFAULT, Encoding.PLAIN, 20_000, 200);
        byte[] first = copy(input, 500, small).bytes();
        assertThat(copy(input, 500, small).bytes()).isEqualTo(first);
        assertThat(copy(input, 1, small).bytes()).isEqualTo(first);
    }

    @Test
    void encodingsStandInTheFooterInOneOrder() throws IOException {
        MemoryFile output = copy(MemoryFile.of(EVERY_TYPE, randomRows(50), builder -> {}), 50, OPTIONS);
        byte[] bytes = output.bytes();
        int length = java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(bytes.length - 8);
        var footer = org.apache.parquet.format.Util.readFileMetaData(
                new java.io.ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
        assertThat(footer.getRow_groups().get(0).getColumns())
                .allSatisfy(column ->
                        assertThat(column.getMeta_data().getEncodings()).isSorted());
    }

    @Test
    void statisticsAndDictionariesAreWrittenAnew() throws IOException {
        MemoryFile output = copy(MemoryFile.of(EVERY_TYPE, randomRows(300), builder -> {}), 300, OPTIONS);
        var columns = output.footer().getBlocks().get(0).getColumns();
        var kind = columns.stream()
                .filter(c -> c.getPath().toDotString().equals("kind"))
                .findFirst()
                .orElseThrow();
        assertThat(kind.hasDictionaryPage()).isTrue();
        assertThat(kind.getStatistics().minAsString()).isEqualTo("kind0");
        assertThat(kind.getStatistics().maxAsString()).isEqualTo("kind9");
        assertThat(kind.getOffsetIndexReference()).isNotNull();
        assertThat(kind.getColumnIndexReference()).isNotNull();
    }

    @Test
    void listsOfFloatingPointNumbersAreMovedInBulk() {
        assertThat(EVERY_TYPE.getFields())
                .filteredOn(VectorRows::canMove)
                .extracting(Type::getName)
                .containsExactly("vector", "doubles", "halves", "map", "legacyvector", "twolevel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag", "label", "vector"})
    void aDamagedPageIsSaidWithItsFileAndColumn(String column, @TempDir Path folder) throws IOException {
        MemoryFile input = MemoryFile.of(EVERY_TYPE, randomRows(200), builder -> builder.withPageRowCountLimit(100));
        byte[] damaged = input.bytes().clone();
        var chunk = input.footer().getBlocks().get(0).getColumns().stream()
                .filter(c -> c.getPath().toArray()[0].equals(column))
                .findFirst()
                .orElseThrow();
        damaged[(int) (chunk.getStartingPos() + chunk.getTotalSize()) - 1] ^= 1;
        Path path = Files.write(folder.resolve("in.parquet"), damaged);
        assertThatThrownBy(() -> copyFile(path))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("[in.parquet, ")
                .hasMessageContaining("column " + column);
    }

    @Test
    void aColumnWithTooFewRowsIsAnErrorNotASilentLoss() throws IOException {
        MemoryFile input = MemoryFile.of(EVERY_TYPE, randomRows(20), builder -> {});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputLayout layout = new OutputLayout(EVERY_TYPE, List.of(), Map.of());
        try (ParquetFileReader reader = input.open();
                PageReadStore rowGroup = reader.readNextRowGroup();
                var writer = ParquetBatchWriter.create(out, layout, OPTIONS)) {
            RejectWriter rejects = RejectWriter.create(() -> out, layout, OPTIONS);
            RowBatch batch = new RowBatch("in.parquet", 0, 21, List.of(), rowGroup);
            assertThatThrownBy(() -> writer.write(batch, List.of(), List.of(), rejects))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessage("[in.parquet, row 20, column flag] Cannot read values:"
                            + " the column ends here, but rows are missing");
        }
    }

    private static List<String> texts(List<Group> rows) {
        return rows.stream().map(Group::toString).toList();
    }

    private static MemoryFile copy(MemoryFile input, int batchRows, WriteOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetFileReader reader = input.open()) {
            MessageType schema = reader.getFileMetaData().getSchema();
            OutputLayout layout = new OutputLayout(schema, List.of(), Map.of());
            RejectWriter rejects = RejectWriter.create(() -> out, layout, options);
            try (var writer = ParquetBatchWriter.create(out, layout, options)) {
                long row = 0;
                for (PageReadStore rowGroup = reader.readNextRowGroup();
                        rowGroup != null;
                        rowGroup = reader.readNextRowGroup()) {
                    long end = row + rowGroup.getRowCount();
                    for (; row < end; row += Math.min(batchRows, end - row)) {
                        int rows = (int) Math.min(batchRows, end - row);
                        writer.write(
                                new RowBatch("in.parquet", row, rows, List.of(), rowGroup),
                                List.of(),
                                List.of(),
                                rejects);
                    }
                }
                writer.finish();
            }
        }
        return new MemoryFile(out.toByteArray());
    }

    /** By our own reader, which streams pages and checks them when they are asked for. */
    private static void copyFile(Path path) throws IOException {
        OutputLayout layout = new OutputLayout(EVERY_TYPE, List.of(), Map.of());
        try (ParquetFile file = ParquetFile.open(
                        new org.apache.hadoop.fs.Path(path.toUri()),
                        Files.size(path),
                        "in.parquet",
                        new Configuration());
                var reader = ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(), 1 << 20);
                var writer = ParquetBatchWriter.create(OutputStream.nullOutputStream(), layout, OPTIONS)) {
            RejectWriter rejects = RejectWriter.create(OutputStream::nullOutputStream, layout, OPTIONS);
            while (reader.advance()) {
                writer.write(reader.batch(), List.of(), List.of(), rejects);
            }
            writer.finish();
        }
    }

    private static List<Group> randomRows(int count) {
        Random random = new Random(SEED);
        List<Group> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Group row = MemoryFile.row(EVERY_TYPE);
            fill(row, EVERY_TYPE, random);
            rows.add(row);
        }
        return rows;
    }

    private static void fill(Group group, GroupType type, Random random) {
        for (Type field : type.getFields()) {
            for (int i = occurrences(field, random); i > 0; i--) {
                if (field.isPrimitive()) {
                    add(group, field.asPrimitiveType(), random);
                } else {
                    fill(group.addGroup(field.getName()), field.asGroupType(), random);
                }
            }
        }
    }

    private static int occurrences(Type field, Random random) {
        return field.isRepetition(Repetition.REQUIRED)
                ? 1
                : field.isRepetition(Repetition.OPTIONAL) ? Math.min(1, random.nextInt(5)) : random.nextInt(4);
    }

    private static void add(Group group, PrimitiveType type, Random random) {
        String name = type.getName();
        switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.add(name, random.nextBoolean());
            case INT32 -> group.add(name, random.nextInt(random.nextInt(200) + 1));
            case INT64 -> group.add(name, random.nextLong());
            case FLOAT -> group.add(name, random.nextFloat());
            case DOUBLE -> group.add(name, random.nextGaussian());
            case BINARY -> group.add(name, Binary.fromString(name + random.nextInt(10)));
            case FIXED_LEN_BYTE_ARRAY -> group.add(name, randomBytes(type.getTypeLength(), random));
            case INT96 -> group.add(name, randomBytes(12, random));
        }
    }

    private static Binary randomBytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Binary.fromConstantByteArray(bytes);
    }
}
