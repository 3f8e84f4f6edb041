package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Loads record batches and keeps the dictionaries that they refer to. What a message says is checked before, what its buffers
 * hold after they are loaded: whoever gets a batch can trust every offset and index in it.
 */
final class RecordLoader implements AutoCloseable {
    private final ArrowBytes bytes;
    private final MessageReader messages;
    private final BufferAllocator allocator;
    private final Dictionaries dictionaries;
    private final Schema schema;

    RecordLoader(ArrowBytes bytes, MessageReader messages, Schema stored, String name) {
        this.bytes = bytes;
        this.messages = messages;
        this.allocator = ArrowMemory.child(name);
        this.dictionaries = new Dictionaries(allocator);
        this.schema = new Schema(
                stored.getFields().stream().map(dictionaries::inMemory).toList());
    }

    Dictionaries dictionaries() {
        return dictionaries;
    }

    /** The rows of a record batch, which the caller closes; nothing where the block is a dictionary, which is kept. */
    Optional<VectorSchemaRoot> load(MessageBlock block) throws IOException {
        return messages.reading("the message at %d".formatted(block.offset()), () -> {
            try {
                return load(block, messages.message(block.offset(), block.metadataLength()));
            } catch (OutOfMemoryException e) {
                throw new DamagedMessageException("it takes more memory than there is: " + e.getMessage());
            }
        });
    }

    private Optional<VectorSchemaRoot> load(MessageBlock block, Message message)
            throws IOException, DamagedMessageException {
        require(
                message.bodyLength() == block.bodyLength(),
                "its body states %d bytes, the footer %d",
                message.bodyLength(),
                block.bodyLength());
        if (message.headerType() == MessageHeader.DictionaryBatch) {
            loadDictionary(block, (DictionaryBatch) message.header(new DictionaryBatch()));
            return Optional.empty();
        }
        require(message.headerType() == MessageHeader.RecordBatch, "it is of type %d", message.headerType());
        VectorSchemaRoot rows = load(block, (RecordBatch) message.header(new RecordBatch()), schema);
        try {
            for (FieldVector column : rows.getFieldVectors()) {
                dictionaries.check(column);
            }
            return Optional.of(rows);
        } catch (DamagedMessageException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private void loadDictionary(MessageBlock block, DictionaryBatch batch) throws IOException, DamagedMessageException {
        Field values = dictionaries.values(batch.id()).getField();
        try (VectorSchemaRoot rows = load(block, batch.data(), new Schema(List.of(values)))) {
            dictionaries.check(rows.getVector(0));
            dictionaries.put(batch.id(), rows.getVector(0), batch.isDelta());
        }
    }

    private VectorSchemaRoot load(MessageBlock block, RecordBatch batch, Schema columns)
            throws IOException, DamagedMessageException {
        require(batch != null, "it has no record batch");
        BatchCheck.check(batch, columns.getFields(), block.bodyLength());
        VectorSchemaRoot rows = VectorSchemaRoot.create(columns, allocator);
        try (ArrowRecordBatch plain = BufferDecompression.plain(body(block, batch), allocator)) {
            BufferCheck.check(plain, columns.getFields());
            new VectorLoader(rows).load(plain);
            for (FieldVector column : rows.getFieldVectors()) {
                VectorCheck.check(column);
            }
            return rows;
        } catch (DamagedMessageException | IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private ArrowRecordBatch body(MessageBlock block, RecordBatch batch) throws IOException {
        ArrowBuf body = bytes.body(block.bodyOffset(), block.bodyLength(), allocator);
        try {
            // each buffer becomes a slice that holds on to the body by itself
            body.getReferenceManager().retain();
            return MessageSerializer.deserializeRecordBatch(batch, body);
        } finally {
            body.close();
        }
    }

    @Override
    public void close() {
        dictionaries.close();
        allocator.close();
    }
}
