package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Field;

/** Holds the buffers of a record batch, decompressed, against the numbers of values, before Arrow reads from them. */
final class BufferCheck {
    private final List<ArrowFieldNode> nodes;
    private final Iterator<ArrowBuf> buffers;
    private final Iterator<Long> views;
    private int node;

    private BufferCheck(ArrowRecordBatch batch) {
        this.nodes = batch.getNodes();
        this.buffers = batch.getBuffers().iterator();
        this.views = batch.getVariadicBufferCounts().iterator();
    }

    static void check(ArrowRecordBatch batch, List<Field> fields) throws DamagedMessageException {
        BufferCheck check = new BufferCheck(batch);
        for (Field field : fields) {
            check.column(field);
        }
    }

    private void column(Field field) throws DamagedMessageException {
        ArrowFieldNode values = nodes.get(node++);
        TypeLayout layout = TypeLayout.getTypeLayout(field.getType());
        List<ArrowBuf> own = new ArrayList<>();
        for (BufferLayout buffer : layout.getBufferLayouts()) {
            ArrowBuf each = buffers.next();
            own.add(each);
            long bytes = each.readableBytes();
            long expected = expected(buffer, layout, values);
            require(bytes >= expected, "a buffer of %s has %d bytes (%d expected)", field.getName(), bytes, expected);
        }
        if (isOfViews(layout)) {
            // before loading: arrow-java makes the values within as many as views ask for
            PlaceCheck.views(
                    field.getName(),
                    own.get(1),
                    own.get(2),
                    layout.getBufferLayouts().get(1).getTypeBitWidth() / Byte.SIZE,
                    values.getLength(),
                    nodes.get(node).getLength());
        }
        for (long more = layout.isFixedBufferCount() ? 0 : views.next(); more > 0; more--) {
            buffers.next();
        }
        for (Field child : field.getChildren()) {
            column(child);
        }
    }

    private static long expected(BufferLayout buffer, TypeLayout layout, ArrowFieldNode node) {
        long values = node.getLength();
        return switch (buffer.getType()) {
            case VALIDITY -> node.getNullCount() == 0 ? 0 : (values + 7) / 8;
            case OFFSET -> values == 0 ? 0 : (values + (isOfViews(layout) ? 0 : 1)) * buffer.getTypeBitWidth() / 8;
            // the width of texts says nothing: their bytes are held against their offsets
            case DATA -> isText(layout) ? 0 : (values * buffer.getTypeBitWidth() + 7) / 8;
            case VARIADIC_DATA_BUFFERS -> 0;
            case TYPE, SIZE, VIEWS -> (values * buffer.getTypeBitWidth() + 7) / 8;
        };
    }

    /** Views of lists, whose offsets are where each begins, and nothing else. */
    private static boolean isOfViews(TypeLayout layout) {
        return layout.getBufferTypes().contains(BufferLayout.BufferType.SIZE);
    }

    private static boolean isText(TypeLayout layout) {
        return layout.getBufferTypes().contains(BufferLayout.BufferType.OFFSET);
    }
}
