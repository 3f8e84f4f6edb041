package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From one format to the other: rejected rows, dictionaries, old timestamps, old lists, and more than one record batch. */
class CrossingEdgesTest {
    private static final String MAP = "optional group map (LIST) { repeated group list { optional float element; } } ";

    @TempDir
    Path folder;

    private Ended run(Path input, String format, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--input",
                input.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool1d(map, kernel_size=2)",
                "--format",
                format));
        options.addAll(Arrays.asList(more));
        return Ended.run(options.toArray(String[]::new));
    }

    private Path file(String inOutput, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(inOutput))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path parquet(String columns, int rows, BiConsumer<Integer, Group> fill) throws IOException {
        return parquet(MessageTypeParser.parseMessageType("message m {" + MAP + columns + "}"), rows, fill);
    }

    private Path parquet(MessageType type, int rows, BiConsumer<Integer, Group> fill) throws IOException {
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .build()) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(type);
                fill.accept(row, group);
                writer.write(group);
            }
        }
        return file;
    }

    private static void map(Group group, float... values) {
        Group list = group.addGroup("map");
        for (float value : values) {
            list.addGroup("list").add("element", value);
        }
    }

    @Test
    void rejectedRowsOfParquetGoToArrow() throws IOException {
        Path input = parquet("optional int64 id; optional binary text (STRING);", 4, (row, group) -> {
            map(group, row % 2 == 0 ? new float[] {row, 1} : new float[] {row});
            group.add("id", (long) row);
            group.add("text", "row " + row);
        });
        assertThat(run(input, "arrow", "--shape", "map=1,2", "--on-bad-row", "reject", "--max-reject-fraction", "0.5"))
                .isEqualTo(new Ended(10, ""));
        ArrowJava.Content pooled = ArrowJava.read(file("out", ".arrow"));
        assertThat(pooled.floats("map")).containsExactly(1, 2);
        assertThat(pooled.column("text")).isEqualTo(List.of("row 0", "row 2"));
        ArrowJava.Content rejects = ArrowJava.read(file("out/_pooling/rejects", ".arrow"));
        assertThat(rejects.column("_file")).isEqualTo(List.of("a.parquet", "a.parquet"));
        assertThat(rejects.column("_row")).isEqualTo(List.of(1L, 3L));
        assertThat(rejects.column("_column")).isEqualTo(List.of("map", "map"));
        assertThat(rejects.column("_reason"))
                .isEqualTo(List.of("1 values for shape 1x2 (2 expected)", "1 values for shape 1x2 (2 expected)"));
        assertThat(rejects.column("id")).isEqualTo(List.of(1L, 3L));
        assertThat(rejects.column("text")).isEqualTo(List.of("row 1", "row 3"));
    }

    /** The file has a bad row 1, and a dictionary that grows. */
    @ParameterizedTest
    @ValueSource(strings = {"delta-dictionary-file", "delta-dictionary-stream"})
    void rejectedRowsAndDictionariesOfArrowGoToParquet(String name) throws IOException {
        Path input = Path.of("src/test/resources/arrow", name + ".arrow");
        assertThat(run(input, "parquet", "--on-bad-row", "reject", "--max-reject-fraction", "0.5"))
                .isEqualTo(new Ended(10, ""));
        List<Group> pooled = TensorFile.groups(file("out", ".parquet"));
        assertThat(pooled)
                .extracting(row -> row.getFieldRepetitionCount("other") == 0 ? "null" : row.getString("other", 0))
                .containsExactly("b", "b", "null", "c", "b");
        assertThat(pooled.get(1).getGroup("map", 0).getGroup(0, 1).getFloat(0, 0))
                .isEqualTo(23);
        assertThat(TensorFile.groups(file("out/_pooling/rejects", ".parquet")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("_file", 0)).isEqualTo(name + ".arrow");
                    assertThat(row.getLong("_row", 0)).isEqualTo(1);
                    assertThat(row.getString("_reason", 0))
                            .isEqualTo("1 of 4 values for shape 1x4 are null (the first at 2)");
                    assertThat(row.getString("other", 0)).isEqualTo("a");
                });
    }

    private static Binary int96(int julianDay, long nanosOfDay) {
        return Binary.fromConstantByteArray(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(nanosOfDay)
                .putInt(julianDay)
                .array());
    }

    /** Julian day 2440588 is 1970-01-01, as Parquet's Encodings.md has it. */
    @Test
    void int96BecomesATimestampOfNanoseconds() throws IOException {
        Path input = parquet("optional int96 at;", 3, (row, group) -> {
            map(group, row, 1);
            if (row != 1) {
                group.add("at", int96(2_440_588 + row - 1, 3_723_000_000_007L));
            }
        });
        assertThat(run(input, "arrow", "--shape", "map=1,2")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content pooled = ArrowJava.read(file("out", ".arrow"));
        assertThat(pooled.schema().findField("at").getType())
                .isEqualTo(new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));
        assertThat(pooled.column("at"))
                .isEqualTo(Arrays.asList(
                        LocalDateTime.of(1969, 12, 31, 1, 2, 3, 7), null, LocalDateTime.of(1970, 1, 2, 1, 2, 3, 7)));
    }

    @Test
    void int96BeyondNanosecondsIsAnErrorWithItsRow() throws IOException {
        Path input = parquet("optional int96 at;", 2, (row, group) -> {
            map(group, row, 1);
            group.add("at", int96(row == 0 ? 2_440_588 : 2_440_588 + 200_000, 0));
        });
        Ended ended = run(input, "arrow", "--shape", "map=1,2");
        assertThat(ended.exitCode()).isEqualTo(60);
        assertThat(ended.message())
                .startsWith("[a.parquet, row 1] Cannot read values: at holds an INT96 of day 200000 after 1970,"
                        + " beyond what nanoseconds in 64 bits reach");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** As writers before the format's rules of today left them. */
    @Test
    void listsOfTwoLevelsAndOfOneBecomeLists() throws IOException {
        Path input = parquet("""
                optional group bare (LIST) { repeated int32 array; }
                optional group tuples (LIST) { repeated group tuples_tuple { optional int32 a; } }
                repeated binary alone (STRING);
                """, 3, (row, group) -> {
            map(group, row, 1);
            if (row == 1) {
                return;
            }
            Group bare = group.addGroup("bare");
            Group tuples = group.addGroup("tuples");
            for (int index = 0; index < row; index++) {
                bare.add("array", index);
                Group tuple = tuples.addGroup("tuples_tuple");
                if (index == 0) {
                    tuple.add("a", 10);
                }
                group.add("alone", "text " + index);
            }
        });
        assertThat(run(input, "arrow", "--shape", "map=1,2")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content pooled = ArrowJava.read(file("out", ".arrow"));
        assertThat(pooled.column("bare")).isEqualTo(Arrays.asList(List.of(), null, List.of(0, 1)));
        assertThat(pooled.column("tuples").toString()).isEqualTo("[[], null, [{\"a\":10},{}]]");
        assertThat(pooled.column("alone").toString()).isEqualTo("[[], [], [\"text 0\",\"text 1\"]]");
    }

    @Test
    void tensorsInListsOfTwoLevelsCross() throws IOException {
        MessageType type =
                MessageTypeParser.parseMessageType("message m { optional group map (LIST) { repeated float array; } }");
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .build()) {
            Group group = new SimpleGroup(type);
            Group list = group.addGroup("map");
            for (float value : new float[] {4, 3, 1, 2}) {
                list.add("array", value);
            }
            writer.write(group);
        }
        assertThat(run(file, "arrow", "--shape", "map=1,4")).isEqualTo(new Ended(0, ""));
        assertThat(ArrowJava.read(file("out", ".arrow")).floats("map")).containsExactly(4, 2);
    }

    @Test
    void aTypeThatArrowDoesNotHaveIsRefusedBeforeAnythingRuns() throws IOException {
        MessageType map = MessageTypeParser.parseMessageType("message m {" + MAP + "}");
        MessageType type = new MessageType(
                "m",
                map.getType(0),
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.geometryType("OGC:CRS84"))
                        .named("place"));
        Ended ended = run(parquet(type, 1, (row, group) -> map(group, 1, 2)), "arrow", "--shape", "map=1,2");
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message())
                .contains("Cannot write column place as Arrow: there is no Arrow type for Parquet's")
                .containsIgnoringCase("geometry")
                .contains("(leave the column out, or --format parquet)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** A record batch ends with the row that fills 32 MiB, whatever row groups and units the rows come from. */
    @Test
    void recordBatchesEndAt32Mebibytes() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        Path input = parquet("required binary bytes;", 70, (row, group) -> {
            map(group, row, 1);
            group.add("bytes", Binary.fromConstantByteArray(megabyte));
        });
        assertThat(run(input, "arrow", "--shape", "map=1,2")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content pooled = ArrowJava.read(file("out", ".arrow"));
        assertThat(pooled.batchRows()).containsExactly(32, 32, 6);
        assertThat(pooled.floats("map")).hasSize(70).endsWith(68, 69);
    }
}
