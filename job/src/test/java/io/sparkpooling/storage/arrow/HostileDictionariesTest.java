package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose dictionaries are not those that its columns speak of: an error that names file, message and dictionary. */
class HostileDictionariesTest {
    private static final ArrowPooling POOLING = ArrowPooling.of("max_pool1d(map, kernel_size=2)");

    @TempDir
    Path temporary;

    private final List<Part> parts = new ArrayList<>();

    /** A message with its prefix and its body. */
    private record Part(ByteBuffer bytes, int metadataLength) {
        Message message() {
            return Message.getRootAsMessage(
                    bytes.duplicate().position(8).slice().order(ByteOrder.LITTLE_ENDIAN));
        }

        int bodyStart() {
            return 8 + metadataLength;
        }
    }

    /** Schema, dictionary, batch, what a delta adds to the dictionary, batch. */
    @BeforeEach
    void takeApart() throws IOException {
        byte[] stream = Files.readAllBytes(Path.of("src/test/resources/arrow/delta-dictionary-stream.arrow"));
        ByteBuffer left = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
        while (left.getInt(left.position() + 4) > 0) {
            int metadata = left.getInt(left.position() + 4);
            Message message = new Part(left.slice(), metadata).message();
            int length = 8 + metadata + (int) message.bodyLength();
            parts.add(new Part(left.slice(left.position(), length).order(ByteOrder.LITTLE_ENDIAN), metadata));
            left.position(left.position() + length);
        }
    }

    private void pool(List<Part> messages) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Part part : messages) {
            byte[] bytes = new byte[part.bytes().capacity()];
            part.bytes().get(0, bytes);
            stream.writeBytes(bytes);
        }
        Path input = temporary.resolve("input.arrow");
        Files.write(input, stream.toByteArray());
        POOLING.run(temporary.resolve("output.arrow"), input);
    }

    private void assertUnreadable(List<Part> messages, String reason) {
        assertThatThrownBy(() -> pool(messages))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("[input.arrow] Cannot read the message at ")
                .hasMessageEndingWith(": " + reason);
    }

    private Part dictionary(int index) {
        return parts.stream()
                .filter(part -> part.message().headerType() == MessageHeader.DictionaryBatch)
                .toList()
                .get(index);
    }

    private Part batch() {
        return parts.stream()
                .filter(part -> part.message().headerType() == MessageHeader.RecordBatch)
                .findFirst()
                .orElseThrow();
    }

    /** The bytes of the last buffer of the first record batch: the indices. */
    private int indices() {
        RecordBatch batch = (RecordBatch) batch().message().header(new RecordBatch());
        return batch().bodyStart()
                + (int) batch.buffers(batch.buffersLength() - 1).offset();
    }

    @Test
    void aDictionaryThatNoColumnHas() throws IOException {
        parts.add(1, emptyDictionary(99));
        assertUnreadable(parts, "no column has the dictionary 99");
    }

    private static Part emptyDictionary(long id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RootAllocator allocator = new RootAllocator();
                ArrowRecordBatch values = new ArrowRecordBatch(
                        0,
                        List.of(new ArrowFieldNode(0, 0)),
                        List.of(allocator.getEmpty(), allocator.getEmpty(), allocator.getEmpty()));
                ArrowDictionaryBatch dictionary = new ArrowDictionaryBatch(id, values, false)) {
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), dictionary);
        }
        ByteBuffer message = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new Part(message, message.getInt(4));
    }

    @Test
    void aColumnWithoutItsDictionary() {
        parts.remove(dictionary(0));
        assertUnreadable(parts, "index 1 into dictionary 0 of 0 values");
    }

    @Test
    void anIndexBeyondTheDictionary() {
        batch().bytes().put(indices() + 2, (byte) 2);
        assertUnreadable(parts, "index 2 into dictionary 0 of 2 values");
    }

    @Test
    void aNegativeIndex() {
        batch().bytes().put(indices(), (byte) -1);
        assertUnreadable(parts, "index -1 into dictionary 0 of 2 values");
    }

    @Test
    void anIndexThatOnlyALaterDeltaAdds() {
        parts.remove(dictionary(1));
        assertUnreadable(parts, "index 2 into dictionary 0 of 2 values");
    }
}
