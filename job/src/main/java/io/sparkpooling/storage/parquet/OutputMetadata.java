package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.storage.fields.ArrowSchemaCheck;
import io.sparkpooling.storage.fields.HuggingFaceMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The footer's key-value metadata of an output file: the input's, with every copy of a shape rewritten or, where it is
 * private to another program, dropped with a note. A copied old shape is worse than none.
 */
final class OutputMetadata {
    /** Keys of other programs that state shapes or the whole schema in their own way. */
    private static final List<String> DROPPED = List.of("avro.schema", "parquet.avro.schema");

    private static final String PETASTORM_PREFIX = "dataset-toolkit.";

    private final Map<String, String> entries = new TreeMap<>();
    private final List<String> notes;

    private OutputMetadata(DatasetSchema input) {
        this.notes = new ArrayList<>(input.notes());
    }

    static OutputMetadata of(DatasetSchema input, OutputSchema output) {
        OutputMetadata metadata = new OutputMetadata(input);
        metadata.entries.putAll(metadata.rewritten(input.footer().keyValueMetadata(), output));
        input.footer()
                .arrowSchema()
                .map(schema -> metadata.rewritten(schema, input, output))
                .ifPresent(schema -> metadata.entries.put(ArrowSchema.KEY, ArrowSchema.format(schema)));
        return metadata;
    }

    private Map<String, String> rewritten(Map<String, String> stored, OutputSchema output) {
        Map<String, String> rewritten = new TreeMap<>();
        new TreeMap<>(stored).forEach((key, value) -> rewritten(key, value, output)
                .ifPresentOrElse(kept -> rewritten.put(key, kept), () -> dropped(key)));
        return rewritten;
    }

    private static Optional<String> rewritten(String key, String value, OutputSchema output) {
        if (key.equals(SparkRowMetadata.KEY)) {
            return SparkRowMetadata.rewrite(value, output);
        }
        if (key.equals(HuggingFaceMetadata.KEY)) {
            return HuggingFaceMetadata.rewrite(value, output.pooled(), output::lists);
        }
        boolean kept = !isDropped(key) && !key.equals(ArrowSchema.KEY) && !isBlanked(value);
        return kept ? Optional.of(value) : Optional.empty();
    }

    private void dropped(String key) {
        String note = "metadata %s is dropped: it may state the old shapes".formatted(key);
        if (!key.equals(ArrowSchema.KEY) && !notes.contains(note)) {
            notes.add(note);
        }
    }

    private static boolean isDropped(String key) {
        return DROPPED.contains(key) || key.startsWith(PETASTORM_PREFIX);
    }

    private Schema rewritten(Schema schema, DatasetSchema input, OutputSchema output) {
        List<Field> fields = output.columns().stream()
                .map(column -> field(column, input, output, schema.getFields()))
                .toList();
        return new Schema(fields, rewritten(schema.getCustomMetadata(), output));
    }

    private Field field(OutputColumn column, DatasetSchema input, OutputSchema output, List<Field> fields) {
        if (column instanceof OutputColumn.PassThrough passThrough) {
            return withoutBlanked(fields.get(input.index(passThrough.name())), passThrough.name());
        }
        PooledColumn tensors = output.pooled().get(((OutputColumn.Pooled) column).index());
        Field source = fields.get(input.index(tensors.source().name()));
        return ArrowField.pooled(source, tensors.name(), output.stored(tensors));
    }

    /** Arrow knows metadata as text only; what was none was blanked when it was read. */
    private Field withoutBlanked(Field field, String column) {
        List<Field> children = field.getChildren().stream()
                .map(child -> withoutBlanked(child, column))
                .toList();
        if (field.getMetadata().values().stream().noneMatch(OutputMetadata::isBlanked)) {
            return new Field(field.getName(), field.getFieldType(), children);
        }
        notes.add("Arrow metadata of column %s is dropped: it is no UTF-8".formatted(column));
        return new Field(
                field.getName(),
                new FieldType(field.isNullable(), field.getType(), field.getDictionary(), Map.of()),
                children);
    }

    private static boolean isBlanked(String value) {
        return !value.isEmpty() && value.chars().allMatch(character -> character == ArrowSchemaCheck.BLANK);
    }

    Map<String, String> entries() {
        return Collections.unmodifiableMap(entries);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
