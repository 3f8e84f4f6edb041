package io.sparkpooling.storage.parquet;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/**
 * Builds the pages of one column of pooled tensors. A row costs one copy of its elements into the page; levels are added when
 * the page is complete, in front of the values, where room is left for them. A page ends where the next row would make it
 * larger than asked for, or at 20 000 rows as everywhere in Parquet, whatever batches the rows came in.
 */
final class TensorPages {
    private static final int MOST_ROWS = 20_000;
    private static final int FIRST_HEADROOM = 256;

    /** A page holds whole rows, and levels and a codec's worst case must fit into one array beside the values. */
    static final int MOST_ROW_BYTES = 1 << 30;

    private final String name;
    private final boolean nullable;
    private final int elementCount;
    private final PlainEncoder plain;
    private final TensorLevels levels;
    private final Encoding encoding;
    private final int fullPage;
    private final ColumnChunk chunk;

    /** Values begin at {@code headroom}; levels end there. */
    private byte[] page = new byte[FIRST_HEADROOM];

    private int headroom = FIRST_HEADROOM;
    private byte[] split = {};
    private final BitSet nulls = new BitSet();
    private int rows;
    private int values;

    /** A builder for {@code column}, whose numbers are stored in {@code leaf}. */
    TensorPages(PooledColumn column, ColumnDescriptor leaf, boolean nullable, WriteOptions options, ColumnChunk chunk) {
        this.name = column.name();
        this.nullable = nullable;
        this.chunk = chunk;
        Shape shape = column.type().shape();
        elementCount = shape.elementCount();
        plain = PlainEncoder.of(column.type().elementType(), leaf.getPrimitiveType());
        levels = new TensorLevels(leaf, listSizes(shape, leaf.getMaxRepetitionLevel()));
        encoding = plain.width() > 0 && options.encoding() == io.sparkpooling.storage.Encoding.BYTE_STREAM_SPLIT
                ? Encoding.BYTE_STREAM_SPLIT
                : Encoding.PLAIN;
        long rows = Math.min(options.pageBytes() / rowBytes(), Integer.MAX_VALUE / Math.max(1, elementCount));
        fullPage = (int) Math.max(1, Math.min(MOST_ROWS, rows));
    }

    private static List<Integer> listSizes(Shape shape, int depth) {
        return depth == 1
                ? List.of(shape.elementCount())
                : Arrays.stream(shape.toArray()).boxed().toList();
    }

    private long rowBytes() {
        long bytes = Math.max(1, plain.width() == 0 ? (elementCount + 7L) / 8 : (long) elementCount * plain.width());
        if (bytes > MOST_ROW_BYTES) {
            throw new InvalidArgumentException("Cannot write column %s: a tensor of %d bytes (must be at most %d)"
                    .formatted(name, bytes, MOST_ROW_BYTES));
        }
        return bytes;
    }

    /** Adds the tensor that begins at {@code row * elementCount} of its carrier array. */
    void append(Object carrier, int row) throws IOException {
        makeRoom();
        plain.copy(carrier, Math.multiplyExact(row, elementCount), elementCount, page, headroom, values);
        values += elementCount;
        endRow();
    }

    /** Adds a null. */
    void appendNull() throws IOException {
        if (!nullable) {
            throw new InvalidArgumentException("Cannot write a null to column %s: it is required".formatted(name));
        }
        nulls.set(rows);
        endRow();
    }

    private void endRow() throws IOException {
        rows++;
        if (rows - nulls.cardinality() == fullPage || rows == MOST_ROWS) {
            endPage();
        }
    }

    /** Ends the page that is being built, if any. */
    void endPage() throws IOException {
        if (rows > 0) {
            byte[] head = levels.of(rows, nulls);
            if (encoding == Encoding.PLAIN) {
                addPlain(head);
            } else {
                addSplit(head);
            }
            rows = 0;
            values = 0;
            nulls.clear();
        }
    }

    private void addPlain(byte[] head) throws IOException {
        if (head.length > headroom) {
            byte[] roomier = new byte[page.length - headroom + head.length];
            System.arraycopy(page, headroom, roomier, head.length, page.length - headroom);
            page = roomier;
            headroom = head.length;
        }
        System.arraycopy(head, 0, page, headroom - head.length, head.length);
        add(page, headroom - head.length, head.length);
    }

    private void addSplit(byte[] head) throws IOException {
        int length = head.length + plain.bytes(values);
        if (split.length < length) {
            split = new byte[length];
        }
        System.arraycopy(head, 0, split, 0, head.length);
        ByteStreamSplitEncoder.split(page, headroom, values, plain.width(), split, head.length);
        add(split, 0, head.length);
    }

    private void add(byte[] bytes, int offset, int headLength) throws IOException {
        int levelCount = values + nulls.cardinality();
        chunk.add(bytes, offset, headLength + plain.bytes(values), levelCount, rows, encoding);
    }

    private void makeRoom() {
        int needed = headroom + plain.bytes(values + elementCount);
        if (page.length < needed) {
            int full = headroom + plain.bytes(Math.multiplyExact(fullPage, elementCount));
            page = Arrays.copyOf(page, (int) Math.min(full, Math.max(needed, page.length * 2L)));
        }
    }
}
