package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.fields.ArrowSchemaCheck;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads the flatbuffers of messages, none of which can be trusted. */
final class MessageReader {
    /** The most that a footer or the metadata of a message may take: it is held in memory as a whole. */
    static final int LARGEST_METADATA = 64 << 20;

    private static final int CONTINUATION = -1;

    private final ArrowBytes bytes;
    private final long length;
    private final String file;

    MessageReader(ArrowBytes bytes, long length, String file) {
        this.bytes = bytes;
        this.length = length;
        this.file = file;
    }

    /** Work on a message that may find it damaged. */
    interface Work<T> {
        T run() throws DamagedMessageException, IOException;
    }

    /** Does work whose failures are the file's fault, and says so. */
    <T> T reading(String what, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (DamagedMessageException | InvalidArgumentException damaged) {
            throw unreadable(what, damaged.getMessage(), damaged);
        } catch (RuntimeException malformed) {
            // neither flatbuffers nor Arrow verify what they read: any access can fail with any unchecked exception
            throw unreadable(what, "malformed: " + malformed.getMessage(), malformed);
        }
    }

    private UnreadableFileException unreadable(String what, String reason, Exception cause) {
        return new UnreadableFileException("[%s] Cannot read %s: %s".formatted(file, what, reason), cause);
    }

    /**
     * The bytes of prefix and metadata of the message at {@code offset}; 0 where the stream ends.
     *
     * @param end where the last message ends at the latest
     */
    int metadataLength(long offset, long end) throws IOException, DamagedMessageException {
        if (end - offset < Integer.BYTES) {
            return 0;
        }
        ByteBuffer prefix = bytes.read(offset, (int) Math.min(2 * Integer.BYTES, end - offset));
        int first = prefix.getInt();
        if (first == CONTINUATION) {
            require(prefix.remaining() == Integer.BYTES, "the message at %d is cut off", offset);
        }
        int size = first == CONTINUATION ? prefix.getInt() : first;
        require(size >= 0, "the message at %d states %d bytes", offset, size);
        long whole = (long) size + prefix.position();
        require(size <= LARGEST_METADATA, "the message at %d states %d bytes of metadata", offset, size);
        require(size == 0 || whole <= end - offset, "the message at %d of %d bytes is cut off", offset, whole);
        return size == 0 ? 0 : (int) whole;
    }

    /** The message of a block that was checked to lie inside of the file. */
    Message message(long offset, int metadataLength) throws IOException, DamagedMessageException {
        require(metadataLength >= 2 * Integer.BYTES, "the message at %d has no metadata", offset);
        require(metadataLength <= LARGEST_METADATA, "the message at %d states %d bytes", offset, metadataLength);
        require(metadataLength <= length - offset, "the message at %d is cut off", offset);
        ByteBuffer metadata = bytes.read(offset, metadataLength);
        int first = metadata.getInt();
        int size = first == CONTINUATION ? metadata.getInt() : first;
        require(
                size > 0 && size <= metadata.remaining(),
                "the message at %d states %d bytes in %d",
                offset,
                size,
                metadata.remaining());
        metadata.limit(metadata.position() + size);
        return Message.getRootAsMessage(metadata.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    static Schema schema(org.apache.arrow.flatbuf.Schema stored) throws DamagedMessageException {
        require(stored != null, "it has no schema");
        require(stored.endianness() == org.apache.arrow.flatbuf.Endianness.Little, "its numbers are big-endian");
        ArrowSchemaCheck.check(stored);
        return Schema.convertSchema(stored);
    }
}
