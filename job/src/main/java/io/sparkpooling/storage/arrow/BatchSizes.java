package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.RowRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * How many rows and bytes the ranges and columns of a file have, by what the metadata of its record batches say. Plain bytes
 * follow from the number of values where each takes the same; texts that are compressed are counted as they are stored.
 */
final class BatchSizes {
    private final List<Field> fields;
    private final long[] stored;
    private final long[] plain;
    private final List<RowRange> ranges = new ArrayList<>();
    private final TreeSet<String> codecs = new TreeSet<>();
    private long firstRow;

    private BatchSizes(List<Field> fields) {
        this.fields = fields;
        this.stored = new long[fields.size()];
        this.plain = new long[fields.size()];
    }

    static BatchSizes of(ArrowLayout layout, MessageReader messages) throws IOException, DamagedMessageException {
        BatchSizes sizes = new BatchSizes(layout.schema().getFields());
        for (List<MessageBlock> range : layout.ranges()) {
            sizes.addRange(range, messages);
        }
        return sizes;
    }

    private void addRange(List<MessageBlock> blocks, MessageReader messages)
            throws IOException, DamagedMessageException {
        long rows = 0;
        long storedBytes = 0;
        long plainBefore = sum(plain);
        for (MessageBlock block : blocks) {
            Message message = messages.message(block.offset(), block.metadataLength());
            storedBytes += block.bodyLength();
            if (message.headerType() == MessageHeader.RecordBatch) {
                RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
                BatchCheck.check(batch, StoredFields.of(fields), block.bodyLength());
                rows += batch.length();
                new Walk(batch).columns();
            } else {
                require(
                        message.headerType() == MessageHeader.DictionaryBatch,
                        "the message at %d is of type %d",
                        block.offset(),
                        message.headerType());
            }
        }
        ranges.add(new RowRange(ranges.size(), firstRow, rows, storedBytes, sum(plain) - plainBefore));
        firstRow += rows;
    }

    private static long sum(long[] bytes) {
        long sum = 0;
        for (long each : bytes) {
            sum += each;
        }
        return sum;
    }

    /** The nodes and buffers of one record batch, in the order in which they are stored. */
    private final class Walk {
        private final RecordBatch batch;
        private int node;
        private int buffer;
        private int views;

        Walk(RecordBatch batch) {
            this.batch = batch;
            codecs.add(
                    batch.compression() == null ? "none" : batch.compression().codec() == 0 ? "lz4" : "zstd");
        }

        void columns() {
            List<Field> columns = StoredFields.of(fields);
            for (int index = 0; index < columns.size(); index++) {
                column(columns.get(index), index);
            }
        }

        private void column(Field field, int index) {
            long values = batch.nodes(node++).length();
            TypeLayout layout = TypeLayout.getTypeLayout(field.getType());
            for (BufferLayout each : layout.getBufferLayouts()) {
                long bytes = batch.buffers(buffer++).length();
                stored[index] += bytes;
                boolean counted = each.getType() == BufferLayout.BufferType.DATA
                        && each.getTypeBitWidth() > 1
                        && layout.getBufferLayouts().size() == 2;
                plain[index] += counted ? values * each.getTypeBitWidth() / 8 : bytes;
            }
            long more = layout.isFixedBufferCount() ? 0 : batch.variadicBufferCounts(views++);
            for (long each = 0; each < more; each++) {
                stored[index] += batch.buffers(buffer).length();
                plain[index] += batch.buffers(buffer++).length();
            }
            field.getChildren().forEach(child -> column(child, index));
        }
    }

    List<RowRange> ranges() {
        return List.copyOf(ranges);
    }

    List<ColumnSize> columns() {
        List<ColumnSize> columns = new ArrayList<>();
        for (int index = 0; index < fields.size(); index++) {
            columns.add(new ColumnSize(
                    fields.get(index).getName(),
                    String.join(", ", codecs),
                    List.of(fields.get(index).getDictionary() == null ? "plain" : "dictionary"),
                    stored[index],
                    plain[index]));
        }
        return columns;
    }
}
