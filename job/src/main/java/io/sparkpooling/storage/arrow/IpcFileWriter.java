package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.HashingOutput;
import io.sparkpooling.storage.WrittenColumn;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes the IPC file format: record batches as they come, then the dictionaries, which in files may stand behind what refers
 * to them, then the footer. The bytes are a function of the vectors alone.
 */
final class IpcFileWriter {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private final HashingOutput out;
    private final WriteChannel channel;
    private final Schema schema;
    private final BufferCompression compression;
    private final BufferAllocator allocator;
    private final List<ArrowBlock> batches = new ArrayList<>();
    private final List<ArrowBlock> dictionaries = new ArrayList<>();
    private final long[] storedBytes;
    private final long[] plainBytes;
    private long rows;

    IpcFileWriter(OutputStream stream, Schema schema, BufferCompression compression, BufferAllocator allocator)
            throws IOException {
        this.out = new HashingOutput(stream);
        this.channel = new WriteChannel(Channels.newChannel(out));
        this.schema = schema;
        this.compression = compression;
        this.allocator = allocator;
        this.storedBytes = new long[schema.getFields().size()];
        this.plainBytes = new long[schema.getFields().size()];
        channel.write(MAGIC);
        channel.align();
        MessageSerializer.serialize(channel, schema);
    }

    /** Writes a record batch; the columns stay the caller's. */
    void write(List<FieldVector> columns, int count) throws IOException {
        try (ArrowRecordBatch batch = batch(columns, count, true)) {
            batches.add(MessageSerializer.serialize(channel, batch));
        }
        rows += count;
    }

    private ArrowRecordBatch batch(List<FieldVector> columns, int count, boolean counted) {
        List<ArrowFieldNode> nodes = new ArrayList<>();
        List<ArrowBuf> buffers = new ArrayList<>();
        List<Long> views = new ArrayList<>();
        try {
            for (int index = 0; index < columns.size(); index++) {
                int first = buffers.size();
                long plain = add(columns.get(index), nodes, buffers, views);
                if (counted) {
                    plainBytes[index] += plain;
                    storedBytes[index] += buffers.subList(first, buffers.size()).stream()
                            .mapToLong(ArrowBuf::readableBytes)
                            .sum();
                }
            }
            return new ArrowRecordBatch(count, nodes, buffers, compression.body(), views, true);
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private long add(FieldVector vector, List<ArrowFieldNode> nodes, List<ArrowBuf> buffers, List<Long> views) {
        nodes.add(new ArrowFieldNode(vector.getValueCount(), vector.getNullCount()));
        long plain = 0;
        List<ArrowBuf> own = vector.getFieldBuffers();
        for (ArrowBuf buffer : own) {
            plain += buffer.readableBytes();
            buffers.add(compression.compress(buffer, allocator));
        }
        if (!org.apache.arrow.vector.TypeLayout.getTypeLayout(vector.getField().getType())
                .isFixedBufferCount()) {
            views.add(own.size() - 2L);
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            plain += add(child, nodes, buffers, views);
        }
        return plain;
    }

    /** Writes a dictionary; once for each. */
    void writeDictionary(long id, FieldVector values) throws IOException {
        try (ArrowRecordBatch batch = batch(List.of(values), values.getValueCount(), false);
                ArrowDictionaryBatch dictionary = new ArrowDictionaryBatch(id, batch, false)) {
            dictionaries.add(MessageSerializer.serialize(channel, dictionary));
        }
    }

    /** Writes the footer; the stream stays open. */
    WrittenFile finish() throws IOException {
        channel.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
        channel.writeIntLittleEndian(0);
        long start = channel.getCurrentPosition();
        channel.write(new ArrowFooter(schema, dictionaries, batches, Map.of()), false);
        channel.writeIntLittleEndian(Math.toIntExact(channel.getCurrentPosition() - start));
        channel.write(MAGIC);
        out.flush();
        return new WrittenFile(out.getPos(), out.sha256Digits(), rows, columns());
    }

    private List<WrittenColumn> columns() {
        List<WrittenColumn> columns = new ArrayList<>();
        for (int index = 0; index < storedBytes.length; index++) {
            String name = schema.getFields().get(index).getName();
            columns.add(new WrittenColumn(name, storedBytes[index], plainBytes[index]));
        }
        return columns;
    }
}
