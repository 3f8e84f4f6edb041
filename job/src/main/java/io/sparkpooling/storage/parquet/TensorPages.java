package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.BitSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/**
 * Builds the pages of one column of pooled tensors. A row costs one copy of its elements into the page; levels are added when
 * the page is complete, in front of the values, where room is left for them. A page ends where the next row would make it
 * larger than asked for, or at 20 000 rows as everywhere in Parquet, whatever batches the rows came in.
 */
final class TensorPages implements PooledPages {
    private static final int MOST_ROWS = 20_000;

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

    private final PageBuffer page = new PageBuffer();
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
        levels = new TensorLevels(leaf, column.listSizes(leaf.getMaxRepetitionLevel()));
        encoding = plain.width() > 0 && options.encoding() == io.sparkpooling.storage.Encoding.BYTE_STREAM_SPLIT
                ? Encoding.BYTE_STREAM_SPLIT
                : Encoding.PLAIN;
        long rows = Math.min(options.pageBytes() / rowBytes(), Integer.MAX_VALUE / Math.max(1, elementCount));
        fullPage = (int) Math.max(1, Math.min(MOST_ROWS, rows));
    }

    private long rowBytes() {
        long bytes = Math.max(1, plain.width() == 0 ? (elementCount + 7L) / 8 : (long) elementCount * plain.width());
        if (bytes > MOST_ROW_BYTES) {
            throw new InvalidArgumentException("Cannot write column %s: a tensor of %d bytes (must be at most %d)"
                    .formatted(name, bytes, MOST_ROW_BYTES));
        }
        return bytes;
    }

    @Override
    public void append(PooledTensors values, int row) throws IOException {
        if (values.isNull(row)) {
            appendNull();
        } else {
            append(((PooledValues) values).values(), row);
        }
    }

    /** Adds the tensor that begins at {@code row * elementCount} of its carrier array. */
    void append(Object carrier, int row) throws IOException {
        page.reserve(plain.bytes(values + elementCount), plain.bytes(fullPage * elementCount));
        plain.copy(
                carrier, Math.multiplyExact(row, elementCount), elementCount, page.bytes(), page.valueStart(), values);
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
    @Override
    public void endPage() throws IOException {
        if (rows > 0) {
            byte[] head = levels.of(rows, nulls);
            int levelCount = values + nulls.cardinality();
            if (encoding == Encoding.PLAIN) {
                page.addTo(chunk, head, plain.bytes(values), levelCount, rows, encoding);
            } else {
                chunk.add(split(head), 0, head.length + plain.bytes(values), levelCount, rows, encoding);
            }
            rows = 0;
            values = 0;
            nulls.clear();
        }
    }

    private byte[] split(byte[] head) {
        int length = head.length + plain.bytes(values);
        if (split.length < length) {
            split = new byte[length];
        }
        System.arraycopy(head, 0, split, 0, head.length);
        ByteStreamSplitEncoder.split(page.bytes(), page.valueStart(), values, plain.width(), split, head.length);
        return split;
    }
}
