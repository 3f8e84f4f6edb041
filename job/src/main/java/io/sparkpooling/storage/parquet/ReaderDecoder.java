package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/** The delta encodings, value by value through parquet-java: integers, and the two bytes of a float16. */
final class ReaderDecoder implements DecodedValues.Decoder {
    private final int width;
    private final ValuesReader values;
    private int left;

    /**
     * @param width the bytes of a plain value: 2, 4 or 8
     * @param count the values in the page, nulls counted
     */
    ReaderDecoder(int width, ColumnDescriptor leaf, Encoding encoding, int count, Slice page)
            throws DamagedPageException {
        this.width = width;
        this.left = count;
        try {
            this.values = encoding.getValuesReader(leaf, ValuesType.VALUES);
            values.initFromPage(count, ByteBufferInputStream.wrap(page.buffer()));
        } catch (IOException | RuntimeException e) {
            throw undecodable(encoding.name(), e);
        }
    }

    @Override
    public void decode(ByteBuffer plain, int count) throws DamagedPageException {
        if (count > left) {
            throw new DamagedPageException("it ends %d values too early".formatted(count - left));
        }
        try {
            for (int index = 0; index < count; index++) {
                switch (width) {
                    case Short.BYTES -> plain.put(twoBytes());
                    case Integer.BYTES -> plain.putInt(values.readInteger());
                    case Long.BYTES -> plain.putLong(values.readLong());
                    default -> throw new IllegalStateException("width " + width);
                }
            }
        } catch (RuntimeException e) {
            // parquet-java answers damaged pages with whatever its decoders happen to trip over
            throw undecodable(values.getClass().getSimpleName(), e);
        }
        left -= count;
    }

    private byte[] twoBytes() {
        byte[] bytes = values.readBytes().getBytesUnsafe();
        if (bytes.length != Short.BYTES) {
            throw new IllegalStateException("a value has %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    private static DamagedPageException undecodable(String how, Exception e) {
        return new DamagedPageException("its values cannot be decoded (%s: %s)".formatted(how, e.getMessage()), e);
    }
}
