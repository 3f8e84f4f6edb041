package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Conventions;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * A file of one column with one page, of which every number can be made a lie. Untouched it holds two rows of a 2x4 tensor,
 * the values 0 to 15: {@code required group tensor (LIST) { repeated group list { required float element; } }}.
 */
final class HandMadeFile {
    private static final int ROWS = 2;
    private static final int ELEMENTS = 8;
    private static final int VALUES = ROWS * ELEMENTS;

    private CompressionCodec codec = CompressionCodec.UNCOMPRESSED;
    private byte[] plain = page(levels(), values());
    private byte[] stored = plain;
    private Consumer<PageHeader> headerLie = header -> {};
    private Consumer<FileMetaData> footerLie = footer -> {};

    /** The repetition levels 0 1 1 1 1 1 1 1 twice, as two packed groups. */
    static byte[] levels() {
        return new byte[] {(2 << 1) | 1, (byte) 0xfe, (byte) 0xfe};
    }

    static byte[] values() {
        ByteBuffer values = ByteBuffer.allocate(VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value = 0; value < VALUES; value++) {
            values.putFloat(value);
        }
        return values.array();
    }

    /** A page: levels behind their length and, since an element is always there in a list, a definition level of 1 or 0. */
    static byte[] page(byte[] repetition, byte[] values) {
        byte[] definition = {VALUES << 1, 1};
        return ByteBuffer.allocate(8 + repetition.length + definition.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(repetition.length)
                .put(repetition)
                .putInt(definition.length)
                .put(definition)
                .put(values)
                .array();
    }

    HandMadeFile withPage(byte[] page) {
        plain = page;
        stored = page;
        return this;
    }

    HandMadeFile withStored(CompressionCodec storedCodec, byte[] bytes) {
        codec = storedCodec;
        stored = bytes;
        return this;
    }

    HandMadeFile withHeader(Consumer<PageHeader> lie) {
        headerLie = lie;
        return this;
    }

    HandMadeFile withFooter(Consumer<FileMetaData> lie) {
        footerLie = lie;
        return this;
    }

    static ColumnMetaData column(FileMetaData footer) {
        return footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
    }

    ParquetFile open() throws IOException {
        return BytesSource.open(bytes());
    }

    static TensorColumn column(ParquetFile file) {
        return new TensorColumn(
                "tensor",
                Conventions.all().get(0),
                TensorType.of(ElementType.FLOAT32, Shape.of(2, 4)),
                List.of(ELEMENTS),
                file.schema().getColumns().get(0));
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        PageHeader header = new PageHeader(PageType.DATA_PAGE, plain.length, stored.length);
        header.setData_page_header(new DataPageHeader(VALUES, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        headerLie.accept(header);
        Util.writePageHeader(header, out);
        out.writeBytes(stored);
        int footerStart = out.size();
        FileMetaData footer = footer(out.size() - 4);
        footerLie.accept(footer);
        Util.writeFileMetaData(footer, out);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out.size() - footerStart)
                .array());
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private FileMetaData footer(int chunkBytes) {
        ColumnMetaData column = new ColumnMetaData(
                Type.FLOAT,
                new ArrayList<>(List.of(Encoding.PLAIN, Encoding.RLE)),
                new ArrayList<>(List.of("tensor", "list", "element")),
                codec,
                VALUES,
                plain.length + chunkBytes - stored.length,
                chunkBytes,
                4);
        ColumnChunk chunk = new ColumnChunk(4);
        chunk.setMeta_data(column);
        RowGroup group = new RowGroup(new ArrayList<>(List.of(chunk)), chunkBytes, ROWS);
        List<SchemaElement> schema = new ArrayList<>(List.of(
                group("root", 1, FieldRepetitionType.REQUIRED),
                group("tensor", 1, FieldRepetitionType.REQUIRED),
                group("list", 1, FieldRepetitionType.REPEATED),
                element()));
        return new FileMetaData(1, schema, ROWS, new ArrayList<>(List.of(group)));
    }

    private static SchemaElement group(String name, int children, FieldRepetitionType repetition) {
        SchemaElement element = new SchemaElement(name);
        element.setNum_children(children);
        element.setRepetition_type(repetition);
        return element;
    }

    private static SchemaElement element() {
        SchemaElement element = new SchemaElement("element");
        element.setType(Type.FLOAT);
        element.setRepetition_type(FieldRepetitionType.REQUIRED);
        return element;
    }
}
