package io.sparkpooling.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.util.Float16;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** parquet-java's own reader of records. */
final class ParquetRecords {
    private ParquetRecords() {}

    /** The rows of a file with the columns {@code id} and {@code features}. */
    static List<StoredRow> read(Path file) throws IOException {
        List<StoredRow> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration(false))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(new StoredRow(row.getLong("id", 0), value(row, "features")));
            }
        }
        return rows;
    }

    /** The footer: schema and metadata. */
    static FileMetaData footer(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file), ParquetReadOptions.builder().build())) {
            return reader.getFileMetaData();
        }
    }

    private static Object value(Group group, String name) {
        int field = group.getType().getFieldIndex(name);
        return value(group, field, group.getType().getType(field));
    }

    private static Object value(Group group, int field, Type type) {
        if (type.isPrimitive()) {
            return number(group, field, type.asPrimitiveType());
        }
        Group value = group.getGroup(field, 0);
        if (type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            List<Object> list = new ArrayList<>();
            for (int index = 0; index < value.getFieldRepetitionCount(0); index++) {
                Group element = value.getGroup(0, index);
                list.add(value(element, 0, element.getType().getType(0)));
            }
            return list;
        }
        Map<String, Object> struct = new LinkedHashMap<>();
        type.asGroupType().getFields().forEach(each -> struct.put(each.getName(), value(value, each.getName())));
        return struct;
    }

    private static Object number(Group group, int field, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case INT32 -> group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case BINARY -> group.getBinary(field, 0).getBytes();
            case FIXED_LEN_BYTE_ARRAY -> half(group.getBinary(field, 0).getBytes());
            case BOOLEAN, INT96 -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static float half(byte[] bytes) {
        return Float16.toFloat((short) (bytes[0] & 0xff | bytes[1] << 8));
    }
}
