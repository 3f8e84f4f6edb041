package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Column;
import io.sparkpooling.convention.Structure;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What a footer says of the columns: Parquet's schema, and Arrow's where it describes the same columns.
 *
 * @param file the file's name in messages
 * @param keyValueMetadata what stands beside the schema
 * @param arrowSchema of {@code ARROW:schema}; empty where there is none that can be used
 * @param notes what could not be used, in plain words
 */
record FooterSchema(
        String file,
        MessageType messageType,
        Map<String, String> keyValueMetadata,
        Optional<Schema> arrowSchema,
        List<String> notes) {

    static FooterSchema of(String file, MessageType messageType, Map<String, String> keyValueMetadata) {
        List<String> notes = new ArrayList<>();
        Optional<Schema> arrow = Optional.ofNullable(keyValueMetadata.get(ArrowSchema.KEY))
                .flatMap(stored -> readArrowSchema(stored, names(messageType), notes));
        return new FooterSchema(file, messageType, keyValueMetadata, arrow, List.copyOf(notes));
    }

    /** Readers match its fields to the columns by position, so it is of use only where all names agree. */
    private static Optional<Schema> readArrowSchema(String stored, List<String> names, List<String> notes) {
        try {
            Schema schema = ArrowSchema.parse(stored);
            if (schema.getFields().stream().map(Field::getName).toList().equals(names)) {
                return Optional.of(schema);
            }
            notes.add("ARROW:schema is ignored: it describes other columns than the file has");
        } catch (InvalidArgumentException unreadable) {
            notes.add("ARROW:schema is ignored: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    /** The names of the top-level columns, in the file's order. */
    List<String> names() {
        return names(messageType);
    }

    private static List<String> names(MessageType messageType) {
        return messageType.getFields().stream().map(Type::getName).toList();
    }

    Type type(int index) {
        return messageType.getType(index);
    }

    /** The column of the numbers of a column that holds tensors. */
    ColumnDescriptor leaf(int index) {
        return messageType.getColumnDescription(ParquetStructure.leafPath(type(index)));
    }

    /** The column as conventions see it, without a look at its rows. */
    Column column(int index) {
        Optional<Field> field = arrowSchema.map(schema -> schema.getFields().get(index));
        Structure stored = field.filter(ArrowField::holdsBfloat16).isPresent()
                ? ParquetStructure.ofBfloat16(type(index))
                : ParquetStructure.of(type(index));
        Structure structure =
                field.map(found -> ArrowField.withFixedSizes(stored, found)).orElse(stored);
        return new Column(type(index).getName(), structure, field.flatMap(ArrowField::extension), List.of());
    }
}
