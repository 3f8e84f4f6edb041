package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.values.ValuesReader;

/**
 * A page of a list column of floating point numbers, to be read forward: levels in bulk, values as plain bytes. Plain pages
 * are copied; those in another encoding are decoded by parquet-java, one value at a time.
 *
 * @param count the number of values and nulls
 * @param repetition their repetition levels
 * @param definition their definition levels
 * @param values the values, nulls left out
 */
record VectorPage(int count, Levels repetition, Levels definition, Values values) {

    /** Levels, read forward. */
    interface Levels {
        void fill(byte[] target, int count) throws DamagedPageException;
    }

    /** Values, read forward, little-endian. */
    interface Values {
        void read(byte[] target, int offset, int count) throws DamagedPageException;
    }

    static VectorPage of(DataPage page, ColumnDescriptor column, Optional<Dictionary> dictionary)
            throws IOException, DamagedPageException {
        return page instanceof DataPageV2 second
                ? version2(second, column, dictionary)
                : version1((DataPageV1) page, column, dictionary);
    }

    private static VectorPage version1(DataPageV1 page, ColumnDescriptor column, Optional<Dictionary> dictionary)
            throws IOException, DamagedPageException {
        ByteBufferInputStream in = page.getBytes().toInputStream();
        int count = page.getValueCount();
        Levels repetition = levels(
                in, page.getRlEncoding(), count, column, ValuesType.REPETITION_LEVEL, column.getMaxRepetitionLevel());
        Levels definition = levels(
                in, page.getDlEncoding(), count, column, ValuesType.DEFINITION_LEVEL, column.getMaxDefinitionLevel());
        return new VectorPage(
                count, repetition, definition, values(in, page.getValueEncoding(), count, column, dictionary));
    }

    private static VectorPage version2(DataPageV2 page, ColumnDescriptor column, Optional<Dictionary> dictionary)
            throws IOException, DamagedPageException {
        return new VectorPage(
                page.getValueCount(),
                runs(slice(page.getRepetitionLevels()), column.getMaxRepetitionLevel()),
                runs(slice(page.getDefinitionLevels()), column.getMaxDefinitionLevel()),
                values(
                        page.getData().toInputStream(),
                        page.getDataEncoding(),
                        page.getValueCount(),
                        column,
                        dictionary));
    }

    private static Levels levels(
            ByteBufferInputStream in,
            Encoding encoding,
            int count,
            ColumnDescriptor column,
            ValuesType type,
            int largest)
            throws IOException, DamagedPageException {
        if (encoding == Encoding.RLE) {
            return runs(sized(in), largest);
        }
        ValuesReader reader = encoding.getValuesReader(column, type);
        reader.initFromPage(count, in);
        return (target, wanted) -> {
            for (int i = 0; i < wanted; i++) {
                int level = reader.readInteger();
                if (level > largest) {
                    throw new DamagedPageException(
                            "it holds a level above %d, the largest possible".formatted(largest));
                }
                target[i] = (byte) level;
            }
        };
    }

    private static Levels runs(Slice levels, int largest) throws DamagedPageException {
        return new HybridRuns(levels, LeafLevels.bitWidth(largest), largest)::fill;
    }

    private static Slice sized(ByteBufferInputStream in) throws IOException {
        int length = in.slice(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return slice(in.slice(length));
    }

    private static Values values(
            ByteBufferInputStream in,
            Encoding encoding,
            int count,
            ColumnDescriptor column,
            Optional<Dictionary> dictionary)
            throws IOException {
        if (encoding == Encoding.PLAIN) {
            return plain(in.slice(in.available()), width(column));
        }
        ValuesReader reader = encoding.usesDictionary()
                ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary.orElseThrow())
                : encoding.getValuesReader(column, ValuesType.VALUES);
        reader.initFromPage(count, in);
        return decoded(reader, column);
    }

    private static Values plain(ByteBuffer bytes, int width) {
        return (target, offset, count) -> {
            if (bytes.remaining() < (long) count * width) {
                throw new DamagedPageException("it ends before its last value");
            }
            bytes.get(target, offset, count * width);
        };
    }

    private static Values decoded(ValuesReader reader, ColumnDescriptor column) {
        return (target, offset, count) -> {
            ByteBuffer to =
                    ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN).position(offset);
            for (int i = 0; i < count; i++) {
                switch (column.getPrimitiveType().getPrimitiveTypeName()) {
                    case FLOAT -> to.putInt(Float.floatToRawIntBits(reader.readFloat()));
                    case DOUBLE -> to.putLong(Double.doubleToRawLongBits(reader.readDouble()));
                    case FIXED_LEN_BYTE_ARRAY -> to.put(reader.readBytes().toByteBuffer());
                    case BOOLEAN, INT32, INT64, INT96, BINARY -> throw new IllegalStateException(column.toString());
                }
            }
        };
    }

    /** The bytes of one value. */
    static int width(ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case FLOAT, INT32 -> Float.BYTES;
            case DOUBLE, INT64 -> Double.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> column.getPrimitiveType().getTypeLength();
            case BOOLEAN, INT96, BINARY -> throw new IllegalArgumentException(column.toString());
        };
    }

    private static Slice slice(BytesInput bytes) throws IOException {
        return slice(bytes.toInputStream().slice(Math.toIntExact(bytes.size())));
    }

    private static Slice slice(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return new Slice(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Slice.of(copy);
    }
}
