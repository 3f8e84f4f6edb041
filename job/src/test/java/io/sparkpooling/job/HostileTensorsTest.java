package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a column of tensors is said by file, row, column and rule, in files of both formats; nothing is written. */
class HostileTensorsTest {
    private static final int LIST_SIZE = 4;
    private static final String GOOD = "{\"shape\":[1,4]}";

    @TempDir
    Path folder;

    /** A file of one column, {@code map}, of lists of four numbers, some of which may be missing. */
    enum Format {
        PARQUET {
            @Override
            void write(Path file, String metadata, List<List<OptionalDouble>> rows) throws IOException {
                MessageType type = MessageTypeParser.parseMessageType("message rows { optional group map (LIST) {"
                        + " repeated group list { optional float element; } } }");
                String schema =
                        Base64.getEncoder().encodeToString(schema(metadata).serializeAsMessage());
                try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withType(type)
                        .withExtraMetaData(Map.of("ARROW:schema", schema))
                        .build()) {
                    for (List<OptionalDouble> row : rows) {
                        Group group = new SimpleGroup(type);
                        Group list = group.addGroup("map");
                        for (OptionalDouble value : row) {
                            Group element = list.addGroup("list");
                            value.ifPresent(number -> element.add("element", (float) number));
                        }
                        writer.write(group);
                    }
                }
            }
        },
        ARROW {
            @Override
            void write(Path file, String metadata, List<List<OptionalDouble>> rows) throws IOException {
                try (RootAllocator allocator = new RootAllocator();
                        VectorSchemaRoot root = VectorSchemaRoot.create(schema(metadata), allocator)) {
                    ArrowJava.write(file, root, List.of(batch -> fill(batch, rows)));
                }
            }

            private static void fill(VectorSchemaRoot batch, List<List<OptionalDouble>> rows) {
                batch.allocateNew();
                FixedSizeListVector maps = (FixedSizeListVector) batch.getVector("map");
                for (int row = 0; row < rows.size(); row++) {
                    int begin = maps.startNewValue(row);
                    for (int index = 0; index < LIST_SIZE; index++) {
                        OptionalDouble value = rows.get(row).get(index);
                        if (value.isPresent()) {
                            ((Float4Vector) maps.getDataVector()).setSafe(begin + index, (float) value.getAsDouble());
                        }
                    }
                }
                batch.setRowCount(rows.size());
            }
        };

        abstract void write(Path file, String metadata, List<List<OptionalDouble>> rows) throws IOException;

        private static Schema schema(String metadata) {
            Field element = Field.nullable("element", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
            FieldType tensor = new FieldType(
                    true,
                    new ArrowType.FixedSizeList(LIST_SIZE),
                    null,
                    Map.of("ARROW:extension:name", "arrow.fixed_shape_tensor", "ARROW:extension:metadata", metadata));
            return new Schema(List.of(new Field("map", tensor, List.of(element))));
        }

        String file() {
            return "a." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static List<OptionalDouble> row(Double... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value))
                .toList();
    }

    private Path input(Format format) throws IOException {
        return Files.createDirectories(folder.resolve("in")).resolve(format.file());
    }

    private Ended run(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--input", folder.resolve("in").toString(),
                "--output", folder.resolve("out").toString(),
                "--pool", "max_pool1d(map, kernel_size=2)"));
        options.addAll(List.of(more));
        return Ended.run(options.toArray(String[]::new));
    }

    static Stream<Arguments> metadata() {
        String nested = "[".repeat(10_000) + "]".repeat(10_000);
        Map<String, String> reasons = Map.of(
                "{",
                "Invalid metadata: { (Unexpected end-of-input",
                nested,
                "Invalid metadata: [[[[",
                "{\"shape\":[4],\"x\":\"" + "y".repeat(1 << 20) + "\"}",
                "Invalid metadata: 1048596 characters (must be at most 65536)",
                "{\"shape\":[1,5]}",
                "Invalid shape: 1x5 (its list size is 4, not 5)",
                "{\"shape\":[1,-4]}",
                "Invalid shape: 1x-4 (sizes must not be negative)",
                "{\"shape\":[65536,65536]}",
                "Invalid shape: 65536x65536 (a tensor has at most 2147483647 elements)",
                "{\"shape\":[4294967297]}",
                "Invalid number: 4294967297 (must be an integer of 32 bits)",
                "{\"shape\":[1,4],\"permutation\":[1,1]}",
                "Invalid permutation: [1, 1] (must hold each of 0 .. 1 once)");
        return Arrays.stream(Format.values()).flatMap(format -> reasons.entrySet().stream()
                .map(each -> Arguments.of(format, each.getKey(), each.getValue())));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("metadata")
    void metadataThatContradictTheirColumn(Format format, String metadata, String reason) throws IOException {
        format.write(input(format), metadata, List.of(row(1.0, 2.0, 3.0, 4.0)));
        Ended ended = run("--on-bad-row", "reject", "--max-reject-fraction", "1");
        assertThat(ended.message())
                .startsWith(
                        "[%s] Cannot read column map as arrow.fixed_shape_tensor: %s".formatted(format.file(), reason))
                .hasSizeLessThan(500);
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void anElementThatIsNull(Format format) throws IOException {
        format.write(input(format), GOOD, List.of(row(1.0, 2.0, 3.0, 4.0), row(1.0, 2.0, null, null)));
        assertThat(run())
                .isEqualTo(new Ended(
                        20,
                        ("[%s, row 1, column map] Cannot read tensor: 2 of 4 values for shape 1x4 are null (the first at 2)"
                                        + " (--on-bad-row reject sets such rows aside)\n")
                                .formatted(format.file())));
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(run("--on-bad-row", "reject", "--max-reject-fraction", "0.5"))
                .isEqualTo(new Ended(10, ""));
        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains("2 of 4 values for shape 1x4 are null (the first at 2)");
    }

    /** Nothing of such a footer is read, so that the file can be but a hole. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PARQUET|PAR1|its footer claims 104857600 bytes (1 to 67108864 are possible)",
                "ARROW|ARROW1|its footer states 104857600 bytes (at most 67108864 are read)",
            })
    void aFooterOfAHundredMegabytes(Format format, String magic, String reason) throws IOException {
        byte[] ends = magic.getBytes(StandardCharsets.US_ASCII);
        try (RandomAccessFile file = new RandomAccessFile(input(format).toFile(), "rw")) {
            file.write(ends);
            file.seek(101 << 20);
            file.writeInt(Integer.reverseBytes(100 << 20));
            file.write(ends);
        }
        Ended ended = run();
        assertThat(ended.message())
                .startsWith("[%s] Cannot read ".formatted(format.file()))
                .contains(reason);
        assertThat(ended.exitCode()).isEqualTo(60);
    }
}
