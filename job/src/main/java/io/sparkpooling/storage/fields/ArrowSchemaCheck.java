package io.sparkpooling.storage.fields;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;

/**
 * Bounds what Arrow's conversion of a schema would allocate. Offsets in a flatbuffer may share their targets, so that a few
 * hundred bytes can stand for billions of fields; a walk with counters finds that out before anything is built.
 */
public final class ArrowSchemaCheck {
    /** What every byte of a metadata value that is no UTF-8 is overwritten with. */
    public static final char BLANK = '\u001a';

    private static final int LARGEST_DEPTH = 64;
    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_TEXT = 64 << 20;
    private static final int MOST_UNION_TYPES = 256;

    private int entries;
    private long textBytes;

    private ArrowSchemaCheck() {}

    /**
     * Checks and blanks in place.
     *
     * @throws InvalidArgumentException if the schema is beyond the bounds
     */
    public static void check(Schema schema) {
        ArrowSchemaCheck check = new ArrowSchemaCheck();
        for (int i = 0; i < schema.customMetadataLength(); i++) {
            check.entry(schema.customMetadata(i));
        }
        for (int i = 0; i < schema.fieldsLength(); i++) {
            check.field(schema.fields(i), 1);
        }
    }

    private void field(Field field, int depth) {
        require(depth <= LARGEST_DEPTH, "fields nested more than %d deep", LARGEST_DEPTH);
        count(field.nameAsByteBuffer());
        if (field.typeType() == Type.Union) {
            int types = ((Union) field.type(new Union())).typeIdsLength();
            require(types <= MOST_UNION_TYPES, "a union of more than %d types", MOST_UNION_TYPES);
        }
        for (int i = 0; i < field.customMetadataLength(); i++) {
            entry(field.customMetadata(i));
        }
        for (int i = 0; i < field.childrenLength(); i++) {
            field(field.children(i), depth + 1);
        }
    }

    private void entry(KeyValue entry) {
        count(entry.keyAsByteBuffer());
        ByteBuffer value = entry.valueAsByteBuffer();
        count(value);
        if (value != null && !isUtf8(value)) {
            for (int i = value.position(); i < value.limit(); i++) {
                value.put(i, (byte) BLANK);
            }
        }
    }

    private void count(ByteBuffer text) {
        entries++;
        textBytes += text == null ? 0 : text.remaining();
        require(entries <= MOST_ENTRIES, "more than %d names and values", MOST_ENTRIES);
        require(textBytes <= MOST_TEXT, "more than %d bytes of names and values", MOST_TEXT);
    }

    private static boolean isUtf8(ByteBuffer value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(value.duplicate());
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static void require(boolean condition, String reason, int limit) {
        if (!condition) {
            throw new InvalidArgumentException(reason.formatted(limit));
        }
    }
}
