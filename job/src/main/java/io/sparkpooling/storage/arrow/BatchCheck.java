package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Holds what a record batch says of itself against its schema and its body, before Arrow, which trusts it, takes buffers
 * apart. What lies in the buffers is checked after loading.
 */
final class BatchCheck {
    private final RecordBatch batch;
    private int nodes;
    private int buffers;
    private int views;

    private BatchCheck(RecordBatch batch) {
        this.batch = batch;
    }

    /** Checks a batch of these columns with a body of that many bytes. */
    static void check(RecordBatch batch, List<Field> fields, long bodyLength) throws DamagedMessageException {
        require(batch.length() >= 0 && batch.length() < Integer.MAX_VALUE, "it states %d rows", batch.length());
        for (int index = 0; index < batch.nodesLength(); index++) {
            node(batch.nodes(index));
        }
        for (int index = 0; index < batch.buffersLength(); index++) {
            buffer(batch.buffers(index), index, bodyLength);
        }
        BatchCheck check = new BatchCheck(batch);
        for (Field field : fields) {
            check.column(field);
        }
        require(check.nodes == batch.nodesLength(), "it has %d nodes (%d expected)", batch.nodesLength(), check.nodes);
        require(
                check.buffers == batch.buffersLength(),
                "it has %d buffers (%d expected)",
                batch.buffersLength(),
                check.buffers);
    }

    private static void node(FieldNode node) throws DamagedMessageException {
        boolean possible = node.length() >= 0
                && node.length() < Integer.MAX_VALUE
                && node.nullCount() >= 0
                && node.nullCount() <= node.length();
        require(possible, "a column states %d values, %d of them null", node.length(), node.nullCount());
    }

    private static void buffer(Buffer buffer, int index, long bodyLength) throws DamagedMessageException {
        boolean inside = buffer.offset() >= 0
                && buffer.length() >= 0
                && buffer.offset() <= bodyLength
                && buffer.length() <= bodyLength - buffer.offset();
        require(
                inside,
                "buffer %d of %d bytes at %d lies outside of its body of %d",
                index,
                buffer.length(),
                buffer.offset(),
                bodyLength);
    }

    private void column(Field field) throws DamagedMessageException {
        require(nodes < batch.nodesLength(), "column %s is missing", field.getName());
        long length = batch.nodes(nodes).length();
        require(
                length == batch.length(),
                "column %s has %d values in a batch of %d rows",
                field.getName(),
                length,
                batch.length());
        count(field);
    }

    private void count(Field field) throws DamagedMessageException {
        TypeLayout layout = TypeLayout.getTypeLayout(field.getType());
        nodes++;
        buffers += layout.getBufferLayouts().size();
        if (!layout.isFixedBufferCount()) {
            require(views < batch.variadicBufferCountsLength(), "the buffers of %s are not counted", field.getName());
            long more = batch.variadicBufferCounts(views++);
            require(more >= 0 && more <= batch.buffersLength(), "%d buffers of %s", more, field.getName());
            buffers += (int) more;
        }
        for (Field child : field.getChildren()) {
            count(child);
        }
    }
}
