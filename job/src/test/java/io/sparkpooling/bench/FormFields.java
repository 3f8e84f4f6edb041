package io.sparkpooling.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Arrow's fields in short, all of which may be null. */
final class FormFields {
    private FormFields() {}

    static Field float32(String name) {
        return Field.nullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
    }

    static Field float64(String name) {
        return Field.nullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
    }

    static Field integer(String name, int bits, boolean signed) {
        return Field.nullable(name, new ArrowType.Int(bits, signed));
    }

    static Field binary(String name) {
        return Field.nullable(name, new ArrowType.Binary());
    }

    static Field fixedBinary(String name, int bytes) {
        return Field.nullable(name, new ArrowType.FixedSizeBinary(bytes));
    }

    static Field text(String name) {
        return Field.nullable(name, new ArrowType.Utf8());
    }

    static Field list(String name, Field item) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(item));
    }

    static Field largeList(String name, Field item) {
        return new Field(name, FieldType.nullable(new ArrowType.LargeList()), List.of(item));
    }

    static Field fixedList(String name, int size, Field item) {
        return new Field(name, FieldType.nullable(new ArrowType.FixedSizeList(size)), List.of(item));
    }

    static Field struct(String name, Field... fields) {
        return new Field(name, FieldType.nullable(new ArrowType.Struct()), List.of(fields));
    }

    /** The same with an extension type in its metadata. */
    static Field extension(Field storage, String type, String metadata) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("ARROW:extension:name", type);
        keys.put("ARROW:extension:metadata", metadata);
        FieldType marked = new FieldType(storage.isNullable(), storage.getType(), null, keys);
        return new Field(storage.getName(), marked, storage.getChildren());
    }
}
