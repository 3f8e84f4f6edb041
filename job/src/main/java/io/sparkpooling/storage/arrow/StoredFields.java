package io.sparkpooling.storage.arrow;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Fields as record batches store them: where values lie in a dictionary, the numbers that point there. */
final class StoredFields {
    private StoredFields() {}

    static List<Field> of(List<Field> fields) {
        return fields.stream().map(StoredFields::of).toList();
    }

    private static Field of(Field field) {
        if (field.getDictionary() == null) {
            return new Field(field.getName(), field.getFieldType(), of(field.getChildren()));
        }
        ArrowType index = field.getDictionary().getIndexType();
        return new Field(field.getName(), new FieldType(field.isNullable(), index, field.getDictionary()), List.of());
    }
}
