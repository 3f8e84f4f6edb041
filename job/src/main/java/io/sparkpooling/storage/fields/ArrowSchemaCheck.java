package io.sparkpooling.storage.fields;

import io.sparkpooling.convention.PickledShape;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;

/**
 * Bounds what Arrow's conversion of a schema would allocate. Offsets in a flatbuffer may share their targets, so that a few
 * hundred bytes can stand for billions of fields; a walk with counters finds that out before anything is built.
 */
public final class ArrowSchemaCheck {
    private static final ByteBuffer EXTENSION_METADATA =
            ByteBuffer.wrap(ExtensionType.EXTENSION_METADATA_KEY_METADATA.getBytes(StandardCharsets.US_ASCII));

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
            byte[] text = replacement(entry, value);
            for (int i = 0; i < text.length; i++) {
                value.put(value.position() + i, text[i]);
            }
        }
    }

    /** A pickled shape as JSON with spaces after it, as far as there is room for it; all else is blanked. */
    private static byte[] replacement(KeyValue entry, ByteBuffer value) {
        byte[] text = new byte[value.remaining()];
        Optional<byte[]> json = Optional.of(value)
                .filter(any -> EXTENSION_METADATA.equals(entry.keyAsByteBuffer()))
                .flatMap(PickledShape::json)
                .map(shape -> shape.getBytes(StandardCharsets.US_ASCII))
                .filter(shape -> shape.length <= text.length);
        Arrays.fill(text, json.isPresent() ? (byte) ' ' : (byte) BLANK);
        json.ifPresent(shape -> System.arraycopy(shape, 0, text, 0, shape.length));
        return text;
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
