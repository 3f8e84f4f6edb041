package io.sparkpooling.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Small files with an {@code id}, a {@code text} and a tensor {@code map}, written and read by parquet-java's own row by row
 * writer and reader.
 */
final class TensorFile {
    private static final MessageType TYPE = MessageTypeParser.parseMessageType("message rows { required int64 id;"
            + " optional binary text (STRING);"
            + " optional group map (LIST) { repeated group list { optional float element; } } }");

    private TensorFile() {}

    /** A row; its tensor is null where it has no values at all. */
    record Row(long id, List<Float> values) {

        static Row of(long id, float... values) {
            List<Float> boxed = new ArrayList<>();
            for (float value : values) {
                boxed.add(value);
            }
            return new Row(id, boxed);
        }

        static Row withoutTensor(long id) {
            return new Row(id, List.of());
        }
    }

    /** A file of {@code arrow.fixed_shape_tensor}, float32 of this shape. */
    static Path write(Path file, List<Integer> shape, List<Row> rows) throws IOException {
        return write(file, Map.of("ARROW:schema", arrowSchema(shape)), rows);
    }

    /** A file of plain lists that says nothing about shapes. */
    static Path writeLists(Path file, List<Row> rows) throws IOException {
        return write(file, Map.of(), rows);
    }

    private static Path write(Path file, Map<String, String> metadata, List<Row> rows) throws IOException {
        Files.createDirectories(file.getParent());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(TYPE)
                .withExtraMetaData(metadata)
                .build()) {
            for (Row row : rows) {
                writer.write(group(row));
            }
        }
        return file;
    }

    private static Group group(Row row) {
        Group group =
                new SimpleGroupFactory(TYPE).newGroup().append("id", row.id()).append("text", "row " + row.id());
        if (!row.values().isEmpty()) {
            Group list = group.addGroup("map");
            row.values().forEach(value -> list.addGroup("list").append("element", value));
        }
        return group;
    }

    private static String arrowSchema(List<Integer> shape) {
        int elements = shape.stream().reduce(1, Math::multiplyExact);
        Field element = Field.nullable("element", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        FieldType tensor = new FieldType(
                true,
                new ArrowType.FixedSizeList(elements),
                null,
                Map.of(
                        "ARROW:extension:name",
                        "arrow.fixed_shape_tensor",
                        "ARROW:extension:metadata",
                        "{\"shape\":" + shape + "}"));
        Schema schema = new Schema(List.of(
                Field.notNullable("id", new ArrowType.Int(64, true)),
                Field.nullable("text", new ArrowType.Utf8()),
                new Field("map", tensor, List.of(element))));
        return Base64.getEncoder().encodeToString(schema.serializeAsMessage());
    }

    /** All rows of such a file, or of the one that was made of it. */
    static List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Group group : groups(file)) {
            rows.add(new Row(group.getLong("id", 0), values(group)));
        }
        return rows;
    }

    private static List<Float> values(Group group) {
        List<Float> values = new ArrayList<>();
        if (group.getFieldRepetitionCount("map") > 0) {
            Group list = group.getGroup("map", 0);
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                values.add(list.getGroup(0, i).getFloat(0, 0));
            }
        }
        return values;
    }

    /** All rows of any file. */
    static List<Group> groups(Path file) throws IOException {
        List<Group> groups = new ArrayList<>();
        try (ParquetReader<Group> reader = new Reader(new LocalInputFile(file)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static final class Reader extends ParquetReader.Builder<Group> {
        Reader(InputFile file) {
            super(file);
            withConf(new Configuration(false));
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
