package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that nobody pools come out as they went in, whatever their type; arrow-java writes the input and reads the output. */
class ArrowPassThroughTest {
    private static final ArrowPooling POOLING = ArrowPooling.of("max_pool1d(map, kernel_size=2)");

    @TempDir
    Path temporary;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void everythingIsReleased() {
        allocator.close();
    }

    private static Field map() {
        Field item = Field.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        FieldType type = new FieldType(
                true,
                new ArrowType.FixedSizeList(4),
                null,
                Map.of(
                        "ARROW:extension:name",
                        "arrow.fixed_shape_tensor",
                        "ARROW:extension:metadata",
                        "{\"shape\":[1,4]}"));
        return new Field("map", type, List.of(item));
    }

    /** Rows {@code first}, {@code first + 1}, ... of which each map is 4 numbers, the second the largest of the first two. */
    private static void fillMaps(VectorSchemaRoot root, int rows, int... nulls) {
        FixedSizeListVector maps = (FixedSizeListVector) root.getVector("map");
        maps.allocateNew();
        var numbers = (org.apache.arrow.vector.Float4Vector) maps.getDataVector();
        for (int row = 0; row < rows; row++) {
            maps.setNotNull(row);
            for (int index = 0; index < 4; index++) {
                numbers.setSafe(row * 4 + index, row * 10 + index);
            }
        }
        for (int row : nulls) {
            maps.setNull(row);
        }
        maps.setValueCount(rows);
        root.setRowCount(rows);
    }

    private static void text(VarCharVector vector, String... texts) {
        vector.allocateNew();
        for (int row = 0; row < texts.length; row++) {
            if (!texts[row].isEmpty()) {
                vector.setSafe(row, texts[row].getBytes(StandardCharsets.UTF_8));
            }
        }
        vector.setValueCount(texts.length);
    }

    private ArrowJava.Content pooled(String name, Schema schema, List<Consumer<VectorSchemaRoot>> batches)
            throws IOException {
        return pooled(name, schema, new MapDictionaryProvider(), batches);
    }

    private ArrowJava.Content pooled(
            String name, Schema schema, MapDictionaryProvider dictionaries, List<Consumer<VectorSchemaRoot>> batches)
            throws IOException {
        Path input = temporary.resolve(name);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            ArrowJava.write(input, root, dictionaries, batches);
        }
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, input);
        return ArrowJava.read(output);
    }

    @Test
    void nestedAndLargeColumnsPassThrough() throws IOException {
        Field number = Field.nullable("n", new ArrowType.Int(32, true));
        Field text = Field.nullable("t", ArrowType.Utf8.INSTANCE);
        Schema schema = new Schema(List.of(
                map(),
                Field.nullable("large", ArrowType.LargeUtf8.INSTANCE),
                new Field("lists", FieldType.nullable(ArrowType.LargeList.INSTANCE), List.of(number)),
                new Field("struct", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(number, text)),
                Field.nullable("nothing", ArrowType.Null.INSTANCE)));
        Path input = temporary.resolve("nested.arrow");
        Consumer<VectorSchemaRoot> batch = ArrowPassThroughTest::fillNested;
        ArrowJava.Content content = pooled("nested.arrow", schema, List.of(batch, batch));
        ArrowJava.Content before = ArrowJava.read(input);
        for (String column : List.of("large", "lists", "struct", "nothing")) {
            assertThat(content.column(column)).as(column).isEqualTo(before.column(column));
        }
        assertThat(content.batchRows()).containsExactly(5, 5);
    }

    private static void fillNested(VectorSchemaRoot root) {
        fillMaps(root, 5);
        LargeVarCharVector large = (LargeVarCharVector) root.getVector("large");
        LargeListVector lists = (LargeListVector) root.getVector("lists");
        StructVector struct = (StructVector) root.getVector("struct");
        large.allocateNew();
        lists.allocateNew();
        struct.allocateNew();
        var writer = lists.getWriter();
        for (int row = 0; row < 5; row++) {
            large.setSafe(row, ("text " + row).getBytes(StandardCharsets.UTF_8));
            writer.setPosition(row);
            writer.startList();
            IntStream.range(0, row).forEach(value -> writer.integer().writeInt(value));
            writer.endList();
            struct.setIndexDefined(row);
            ((IntVector) struct.getChild("n")).setSafe(row, row * row);
        }
        large.setNull(3);
        struct.setNull(1);
        large.setValueCount(5);
        lists.setValueCount(5);
        struct.setValueCount(5);
        root.getVector("nothing").setValueCount(5);
        root.setRowCount(5);
    }

    @Test
    void nullTensorsStayNull() throws IOException {
        ArrowJava.Content content =
                pooled("nulls.arrow", new Schema(List.of(map())), List.of(root -> fillMaps(root, 3, 1)));
        assertThat(content.column("map").get(1)).isNull();
        assertThat(content.column("map").get(2)).isEqualTo(List.of(21f, 23f));
    }

    @Test
    void badRowsGoToTheRejectsWithTheirOtherColumns() throws IOException {
        Schema schema = new Schema(List.of(map(), Field.nullable("text", ArrowType.Utf8.INSTANCE)));
        ArrowJava.Content content = pooled("bad.arrow", schema, List.of(root -> {
            fillMaps(root, 4);
            FixedSizeListVector maps = (FixedSizeListVector) root.getVector("map");
            ((org.apache.arrow.vector.Float4Vector) maps.getDataVector()).setNull(6);
            text((VarCharVector) root.getVector("text"), "a", "b", "c", "d");
            root.setRowCount(4);
        }));
        assertThat(content.column("text")).isEqualTo(List.of("a", "c", "d"));
        assertThat(content.column("map")).isEqualTo(List.of(List.of(1f, 3f), List.of(21f, 23f), List.of(31f, 33f)));
        ArrowJava.Content rejects = ArrowJava.read(temporary.resolve("rejects.arrow"));
        assertThat(rejects.column("_row")).isEqualTo(List.of(1L));
        assertThat(rejects.column("text")).isEqualTo(List.of("b"));
        assertThat(rejects.column("_reason"))
                .isEqualTo(List.of("1 of 4 values for shape 1x4 are null (the first at 2)"));
    }

    private Field words(FieldType index) {
        return new Field("word", index, List.of());
    }

    private Dictionary dictionary(String... values) {
        VarCharVector vector = new VarCharVector("words", allocator);
        text(vector, values);
        return new Dictionary(vector, new DictionaryEncoding(7, false, new ArrowType.Int(8, true)));
    }

    private static Consumer<VectorSchemaRoot> indices(int... indices) {
        return root -> {
            fillMaps(root, indices.length);
            TinyIntVector words = (TinyIntVector) root.getVector("word");
            words.allocateNew();
            for (int row = 0; row < indices.length; row++) {
                words.setSafe(row, indices[row]);
            }
            words.setValueCount(indices.length);
            root.setRowCount(indices.length);
        };
    }

    private Path encoded(String name, Dictionary words, List<Consumer<VectorSchemaRoot>> batches) throws IOException {
        Path file = temporary.resolve(name);
        FieldType type = new FieldType(true, new ArrowType.Int(8, true), words.getEncoding());
        MapDictionaryProvider provider = new MapDictionaryProvider(words);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(map(), words(type))), allocator)) {
            ArrowJava.write(file, root, provider, batches);
        } finally {
            words.getVector().close();
        }
        return file;
    }

    @Test
    void dictionaryEncodedColumnsStayEncoded() throws IOException {
        Path input = encoded("words.arrow", dictionary("x", "y", "z"), List.of(indices(2, 0, 1), indices(1, 1)));
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, input);
        ArrowJava.Content content = ArrowJava.read(output);
        assertThat(content.column("word")).isEqualTo(List.of("z", "x", "y", "y", "y"));
        assertThat(content.schema().findField("word").getDictionary().getId()).isEqualTo(7);
    }

    @Test
    void dictionariesOfSeveralFilesAreJoined() throws IOException {
        Path one = encoded("one.arrow", dictionary("x", "y"), List.of(indices(0, 1)));
        Path two = encoded("two.arrow", dictionary("w", "y", "x"), List.of(indices(0, 1, 2)));
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, one, two);
        assertThat(ArrowJava.read(output).column("word")).isEqualTo(List.of("x", "y", "w", "y", "x"));
    }

    @Test
    void streamsMayReplaceADictionary() throws IOException {
        Dictionary words = dictionary("x", "y");
        Path input = encoded("replaced-stream.arrow", words, List.of(indices(0, 1), root -> {
            text((VarCharVector) words.getVector(), "y", "x");
            indices(0, 1).accept(root);
        }));
        Path output = temporary.resolve("output.arrow");
        POOLING.run(output, input);
        assertThat(ArrowJava.read(output).column("word")).isEqualTo(List.of("x", "y", "y", "x"));
    }

    @Test
    void everyListTypeHoldsTensors() throws IOException {
        Field item = Field.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        for (ArrowType type : List.of(ArrowType.List.INSTANCE, ArrowType.LargeList.INSTANCE)) {
            Field inner = new Field("inner", FieldType.nullable(type), List.of(item));
            Field map = new Field("map", FieldType.nullable(type), List.of(inner));
            ArrowJava.Content content = pooled("lists.arrow", new Schema(List.of(map)), List.of(root -> {
                FieldVector maps = root.getVector("map");
                maps.allocateNew();
                fillLists(maps, 3);
                root.setRowCount(3);
            }));
            assertThat(content.column("map").get(0)).isEqualTo(List.of(List.of(1.0, 3.0)));
            assertThat(content.column("map").get(1)).isNull();
            assertThat(content.column("map").get(2)).isEqualTo(List.of(List.of(21.0, 23.0)));
            assertThat(content.schema().findField("map").getType()).isEqualTo(type);
        }
    }

    /** Row 0 is 2x2, row 1 has a number too few, row 2 as many in lists of other lengths, row 3 is 2x2 again. */
    @Test
    void listsOfOtherLengthsAreRejected() throws IOException {
        Field item = Field.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        Field inner = new Field("inner", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
        Field map = new Field("map", FieldType.nullable(ArrowType.List.INSTANCE), List.of(inner));
        int[][] rows = {{2, 2}, {2, 1}, {3, 1}, {2, 2}};
        ArrowJava.Content content = pooled("ragged.arrow", new Schema(List.of(map)), List.of(root -> {
            ListVector maps = (ListVector) root.getVector("map");
            maps.allocateNew();
            ListVector lists = (ListVector) maps.getDataVector();
            Float8Vector numbers = (Float8Vector) lists.getDataVector();
            int number = 0;
            for (int row = 0; row < rows.length; row++) {
                int first = maps.startNewValue(row);
                for (int list = 0; list < 2; list++) {
                    lists.startNewValue(first + list);
                    for (int index = 0; index < rows[row][list]; index++) {
                        numbers.setSafe(number, number++);
                    }
                    lists.endValue(first + list, rows[row][list]);
                }
                maps.endValue(row, 2);
            }
            root.setRowCount(rows.length);
        }));
        assertThat(content.column("map"))
                .isEqualTo(List.of(List.of(List.of(1.0), List.of(3.0)), List.of(List.of(12.0), List.of(14.0))));
        assertThat(ArrowJava.read(temporary.resolve("rejects.arrow")).column("_reason"))
                .isEqualTo(List.of(
                        "3 values for shape 2x2 (4 expected)", "the lists do not have the lengths of shape 2x2"));
    }

    /** Each row is one list of one list of 4 numbers; the second row is null. */
    private static void fillLists(FieldVector maps, int rows) {
        FieldVector inner = maps.getChildrenFromFields().get(0);
        Float8Vector numbers = (Float8Vector) inner.getChildrenFromFields().get(0);
        int filled = 0;
        for (int row = 0; row < rows; row++) {
            if (row == 1) {
                continue;
            }
            begin(maps, row);
            begin(inner, filled);
            for (int index = 0; index < 4; index++) {
                numbers.setSafe(filled * 4 + index, row * 10 + index);
            }
            end(inner, filled++, 4);
            end(maps, row, 1);
        }
        maps.setValueCount(rows);
    }

    private static void begin(FieldVector lists, int row) {
        if (lists instanceof LargeListVector large) {
            large.startNewValue(row);
        } else {
            ((ListVector) lists).startNewValue(row);
        }
    }

    private static void end(FieldVector lists, int row, int size) {
        if (lists instanceof LargeListVector large) {
            large.endValue(row, size);
        } else {
            ((ListVector) lists).endValue(row, size);
        }
    }
}
