package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/** Any other encoding, value by value through parquet-java. */
final class ReaderDecoder implements DecodedValues.Decoder {
    private final LeafType type;
    private final ValuesReader values;
    private int left;

    /**
     * @param count the values in the page, nulls counted
     */
    ReaderDecoder(LeafType type, ColumnDescriptor leaf, Encoding encoding, int count, Slice page)
            throws DamagedPageException {
        this.type = type;
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
                type.readPlain(values, plain);
            }
        } catch (RuntimeException e) {
            // parquet-java answers damaged pages with whatever its decoders happen to trip over
            throw undecodable(values.getClass().getSimpleName(), e);
        }
        left -= count;
    }

    private static DamagedPageException undecodable(String how, Exception e) {
        return new DamagedPageException("its values cannot be decoded (%s: %s)".formatted(how, e.getMessage()), e);
    }
}
