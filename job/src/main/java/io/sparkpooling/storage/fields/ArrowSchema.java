package io.sparkpooling.storage.fields;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The footer's {@code ARROW:schema}: the base64 of an IPC schema message, which says what Parquet's own schema cannot, such
 * as extension types. It comes from a stranger: its size is bounded, {@link ArrowSchemaCheck} walks it before Arrow converts
 * it, and metadata values that are no UTF-8 (Ray's pickles) are blanked, since Arrow would refuse the whole schema for them.
 */
public final class ArrowSchema {
    /** The footer key. */
    public static final String KEY = "ARROW:schema";

    private static final int LARGEST_LENGTH = 64 << 20;
    private static final int CONTINUATION = -1;

    private ArrowSchema() {}

    /**
     * The schema of a footer's value.
     *
     * @throws InvalidArgumentException if it cannot be read, with the reason alone
     */
    public static Schema parse(String base64) {
        if (base64.length() > LARGEST_LENGTH) {
            throw new InvalidArgumentException(
                    "%d characters (must be at most %d)".formatted(base64.length(), LARGEST_LENGTH));
        }
        try {
            return convert(Base64.getDecoder().decode(base64));
        } catch (InvalidArgumentException refused) {
            throw refused;
        } catch (RuntimeException malformed) {
            // Flatbuffers does not verify: a malformed buffer can fail with any unchecked exception at any access.
            throw new InvalidArgumentException("malformed: " + malformed.getMessage(), malformed);
        }
    }

    private static Schema convert(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getInt();
        if (length == CONTINUATION) {
            length = buffer.getInt();
        }
        if (length <= 0 || length > buffer.remaining()) {
            throw new InvalidArgumentException(
                    "truncated: a message of %d bytes in %d".formatted(length, buffer.remaining()));
        }
        buffer.limit(buffer.position() + length);
        Message message = Message.getRootAsMessage(buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
        if (message.headerType() != MessageHeader.Schema) {
            throw new InvalidArgumentException("a message of type %d, no schema".formatted(message.headerType()));
        }
        var schema = (org.apache.arrow.flatbuf.Schema) message.header(new org.apache.arrow.flatbuf.Schema());
        ArrowSchemaCheck.check(schema);
        return Schema.convertSchema(schema);
    }

    /** The footer's value for {@code schema}. */
    public static String format(Schema schema) {
        ByteBuffer message = MessageSerializer.serializeMetadata(schema, IpcOption.DEFAULT);
        int length = (message.remaining() + 7) / 8 * 8;
        ByteBuffer framed = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        framed.putInt(CONTINUATION).putInt(length).put(message);
        return Base64.getEncoder().encodeToString(framed.array());
    }
}
