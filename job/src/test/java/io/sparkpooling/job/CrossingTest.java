package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.parity.Npy;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.*;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet becomes Arrow and Arrow becomes Parquet: tensors in their convention, every other column with its values. */
class CrossingTest {
    private static final Path CONVENTIONS = Path.of("src/test/resources/conventions");
    private static final String POOL = "max_pool2d(features, kernel_size=2)";
    private static final int ROWS = 3;

    @TempDir
    Path folder;

    private Ended run(Path input, String output, String format, String... more) {
        Stream<String> options = Stream.of(
                "--input",
                input.toString(),
                "--output",
                folder.resolve(output).toString(),
                "--pool",
                POOL,
                "--format",
                format);
        return Ended.run(Stream.concat(options, Stream.of(more)).toArray(String[]::new));
    }

    /** A Parquet file becomes Arrow in the folder {@code back}, with the tensors it has. */
    private void becomesArrowAgain(Path parquet) {
        Ended ended = Ended.run(
                "--input",
                parquet.toString(),
                "--output",
                folder.resolve("back").toString(),
                "--pool",
                "max_pool2d(features, kernel_size=1)",
                "--format",
                "arrow");
        assertThat(ended).isEqualTo(new Ended(0, ""));
    }

    private Path file(String output, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor.parquet",
                "pyarrow-fixed-shape-tensor-byte-stream-split.parquet",
                "huggingface-array3d.parquet",
                "ray-tensor.parquet",
                "nested-list.parquet"
            })
    void parquetBecomesArrow(String name) throws IOException {
        assertThat(run(CONVENTIONS.resolve(name), "out", "arrow")).isEqualTo(new Ended(0, ""));
        ArrowJava.Content written = ArrowJava.read(file("out", ".arrow"));
        assertThat(written.floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
        assertThat(written.column("id"))
                .isEqualTo(ArrowJava.read(CONVENTIONS.resolve("pyarrow-fixed-shape-tensor-file.arrow"))
                        .column("id"));
    }

    @Test
    void extensionTypesCrossWithTheirNewShape() throws IOException {
        run(CONVENTIONS.resolve("pyarrow-fixed-shape-tensor.parquet"), "out", "arrow");
        Field features = ArrowJava.read(file("out", ".arrow")).schema().findField("features");
        assertThat(features.getType()).isEqualTo(new ArrowType.FixedSizeList(6 * 8 * 8));
        assertThat(features.getMetadata())
                .containsEntry("ARROW:extension:name", "arrow.fixed_shape_tensor")
                .hasEntrySatisfying(
                        "ARROW:extension:metadata", json -> assertThat(json).startsWith("{\"shape\":[6,8,8]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor-file.arrow",
                "pyarrow-fixed-shape-tensor-stream.arrow",
                "huggingface-array3d-stream.arrow"
            })
    void arrowBecomesParquetAndArrowAgain(String name) throws IOException {
        assertThat(run(CONVENTIONS.resolve(name), "parquet", "parquet")).isEqualTo(new Ended(0, ""));
        assertThat(run(CONVENTIONS.resolve(name), "same", "input")).isEqualTo(new Ended(0, ""));
        becomesArrowAgain(file("parquet", ".parquet"));
        ArrowJava.Content back = ArrowJava.read(file("back", ".arrow"));
        ArrowJava.Content same = ArrowJava.read(file("same", ".arrow"));
        assertThat(back.floats("features"))
                .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
        assertThat(back.schema().findField("features").getMetadata())
                .isEqualTo(same.schema().findField("features").getMetadata());
        assertThat(back.column("id")).isEqualTo(same.column("id"));
    }

    @Test
    void rowsOfTheirOwnShapesCross() throws IOException {
        assertThat(run(CONVENTIONS.resolve("arrow-variable-shape-tensor.parquet"), "arrow", "arrow"))
                .isEqualTo(new Ended(0, ""));
        assertThat(run(CONVENTIONS.resolve("arrow-variable-shape-tensor-file.arrow"), "same", "input"))
                .isEqualTo(new Ended(0, ""));
        assertThat(ArrowJava.read(file("arrow", ".arrow")).column("features"))
                .isEqualTo(ArrowJava.read(file("same", ".arrow")).column("features"));
    }

    @Test
    void aTensorWithoutOtherColumnsCrosses() throws IOException {
        Path input = folder.resolve("alone.arrow");
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(FEATURES)), allocator)) {
            ArrowJava.write(input, root, List.of(CrossingTest::fillFeatures));
        }
        assertThat(run(input, "out", "parquet")).isEqualTo(new Ended(0, ""));
        becomesArrowAgain(file("out", ".parquet"));
        assertThat(ArrowJava.read(file("back", ".arrow")).floats("features")).containsExactly(3, 13, 23);
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static Field integer(String name, int bits, boolean signed) {
        return field(name, new ArrowType.Int(bits, signed));
    }

    private static final Field FEATURES = new Field(
            "features",
            new FieldType(
                    true,
                    new ArrowType.FixedSizeList(4),
                    null,
                    Map.of(
                            "ARROW:extension:name",
                            "arrow.fixed_shape_tensor",
                            "ARROW:extension:metadata",
                            "{\"shape\":[2,2]}")),
            List.of(field("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))));

    private static Schema everyType() {
        Field key = new Field("key", FieldType.notNullable(ArrowType.Utf8.INSTANCE), List.of());
        Field entries = new Field(
                "entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, integer("value", 32, true)));
        return new Schema(List.of(
                FEATURES,
                field("text", ArrowType.Utf8.INSTANCE),
                field("large_text", ArrowType.LargeUtf8.INSTANCE),
                field("bytes", ArrowType.Binary.INSTANCE),
                field("flag", ArrowType.Bool.INSTANCE),
                integer("int8", 8, true),
                integer("int16", 16, true),
                integer("int32", 32, true),
                integer("int64", 64, true),
                integer("uint8", 8, false),
                integer("uint16", 16, false),
                integer("uint32", 32, false),
                integer("uint64", 64, false),
                field("half", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)),
                field("double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                field("day", new ArrowType.Date(DateUnit.DAY)),
                field("time", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
                field("instant", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "Europe/Berlin")),
                field("local", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)),
                field("duration", new ArrowType.Duration(TimeUnit.MILLISECOND)),
                field("decimal", new ArrowType.Decimal(38, 10, 128)),
                field("large_decimal", new ArrowType.Decimal(60, 20, 256)),
                field("hash", new ArrowType.FixedSizeBinary(3)),
                field("nothing", ArrowType.Null.INSTANCE),
                field(
                        "structs",
                        ArrowType.List.INSTANCE,
                        field(
                                "item",
                                ArrowType.Struct.INSTANCE,
                                integer("a", 64, true),
                                field("b", ArrowType.Utf8.INSTANCE))),
                field("large_list", ArrowType.LargeList.INSTANCE, integer("item", 16, true)),
                field("pair", new ArrowType.FixedSizeList(2), integer("item", 32, false)),
                field("map", new ArrowType.Map(false), entries)));
    }

    private static void fillFeatures(VectorSchemaRoot root) {
        var features = (FixedSizeListVector) root.getVector("features");
        for (int row = 0; row < ROWS; row++) {
            int begin = features.startNewValue(row);
            for (int index = 0; index < 4; index++) {
                ((Float4Vector) features.getDataVector()).setSafe(begin + index, row * 10 + index);
            }
        }
        root.setRowCount(ROWS);
    }

    /** Row 0 holds values, row 1 is null everywhere, row 2 holds other values. */
    private static void fill(VectorSchemaRoot root) {
        root.allocateNew();
        fillFeatures(root);
        for (int row = 0; row < ROWS; row += 2) {
            byte[] text = ("zeile ü " + row).getBytes(StandardCharsets.UTF_8);
            ((VarCharVector) root.getVector("text")).setSafe(row, text);
            ((LargeVarCharVector) root.getVector("large_text")).setSafe(row, text);
            ((VarBinaryVector) root.getVector("bytes")).setSafe(row, new byte[row]);
            ((BitVector) root.getVector("flag")).setSafe(row, row / 2);
            ((TinyIntVector) root.getVector("int8")).setSafe(row, row - 128);
            ((SmallIntVector) root.getVector("int16")).setSafe(row, Short.MIN_VALUE + row);
            ((IntVector) root.getVector("int32")).setSafe(row, Integer.MIN_VALUE + row);
            ((BigIntVector) root.getVector("int64")).setSafe(row, Long.MIN_VALUE + row);
            ((UInt1Vector) root.getVector("uint8")).setSafe(row, 255 - row);
            ((UInt2Vector) root.getVector("uint16")).setSafe(row, 65535 - row);
            ((UInt4Vector) root.getVector("uint32")).setSafe(row, -1 - row);
            ((UInt8Vector) root.getVector("uint64")).setSafe(row, -1L - row);
            ((Float2Vector) root.getVector("half")).setSafe(row, (short) (0x3c00 + row));
            ((Float8Vector) root.getVector("double")).setSafe(row, row == 0 ? -0.0 : Double.MIN_VALUE);
            ((DateDayVector) root.getVector("day")).setSafe(row, -5 + row);
            ((TimeMicroVector) root.getVector("time")).setSafe(row, 86_399_999_999L - row);
            ((TimeStampMicroTZVector) root.getVector("instant")).setSafe(row, -1_000_000_001L * row);
            ((TimeStampNanoVector) root.getVector("local")).setSafe(row, Long.MAX_VALUE - row);
            ((DurationVector) root.getVector("duration")).setSafe(row, -77L - row);
            ((DecimalVector) root.getVector("decimal"))
                    .setSafe(row, new BigDecimal("-1234567890123456789012345678.0123456789"));
            ((Decimal256Vector) root.getVector("large_decimal"))
                    .setSafe(row, new BigDecimal("1234567890123456789012345678901234567890.01234567890123456789"));
            ((FixedSizeBinaryVector) root.getVector("hash")).setSafe(row, new byte[] {1, (byte) 200, (byte) row});
            fillNested(root, row);
        }
        root.setRowCount(ROWS);
    }

    private static void fillNested(VectorSchemaRoot root, int row) {
        ListVector structs = (ListVector) root.getVector("structs");
        StructVector struct = (StructVector) structs.getDataVector();
        int first = structs.startNewValue(row);
        for (int index = first; index < first + row; index++) {
            if (index == first) {
                struct.setIndexDefined(index);
                ((BigIntVector) struct.getChild("a")).setSafe(index, index);
            }
        }
        structs.endValue(row, row);
        LargeListVector large = (LargeListVector) root.getVector("large_list");
        int begin = Math.toIntExact(large.startNewValue(row));
        ((SmallIntVector) large.getDataVector()).setSafe(begin, row);
        large.endValue(row, 2);
        FixedSizeListVector pair = (FixedSizeListVector) root.getVector("pair");
        ((UInt4Vector) pair.getDataVector()).setSafe(pair.startNewValue(row), -row);
        MapVector map = (MapVector) root.getVector("map");
        StructVector entries = (StructVector) map.getDataVector();
        int entry = map.startNewValue(row);
        for (int index = 0; index < 2; index++) {
            entries.setIndexDefined(entry + index);
            ((VarCharVector) entries.getChild("key")).setSafe(entry + index, new byte[] {(byte) ('a' + index)});
        }
        ((IntVector) entries.getChild("value")).setSafe(entry, row);
        map.endValue(row, 2);
    }

    private Path written(Schema schema) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in")).resolve("types.arrow");
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            ArrowJava.write(input, root, List.of(CrossingTest::fill));
        }
        return input;
    }

    @Test
    void valuesOfEveryTypeComeBackEqual() throws IOException {
        Path input = written(everyType());
        assertThat(run(input, "parquet", "parquet")).isEqualTo(new Ended(0, ""));
        becomesArrowAgain(file("parquet", ".parquet"));
        ArrowJava.Content before = ArrowJava.read(input);
        ArrowJava.Content after = ArrowJava.read(file("back", ".arrow"));
        for (Field field : before.schema().getFields()) {
            if (!field.getName().equals("features")) {
                assertThat(text(after.column(field.getName())))
                        .as(field.getName())
                        .isEqualTo(text(before.column(field.getName())));
                assertThat(after.schema().findField(field.getName()).getType()).isEqualTo(field.getType());
            }
        }
        assertThat(after.floats("features")).containsExactly(3, 13, 23);
    }

    private static List<String> text(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof byte[] bytes ? java.util.Arrays.toString(bytes) : String.valueOf(value))
                .toList();
    }

    @Test
    void aTypeThatParquetDoesNotHaveIsRefusedBeforeAnythingRuns() throws IOException {
        Path input = Files.createDirectories(folder.resolve("in")).resolve("types.arrow");
        Schema schema =
                new Schema(List.of(FEATURES, field("age", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO))));
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            ArrowJava.write(input, root, List.of(batch -> batch.setRowCount(0)));
        }
        Ended ended = run(input, "out", "parquet");
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message())
                .contains("Cannot write column age as Parquet: there is no Parquet type for Arrow's interval");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
