package io.sparkpooling.storage.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * parquet-java lists the encodings of a column in the order of a hash set of enum constants, whose hash codes differ from
 * process to process. The same rows must give the same bytes everywhere, so the list is put in order.
 */
final class CanonicalFooter {
    private static final int TAIL_BYTES = Integer.BYTES + ParquetFileWriter.MAGIC.length;

    private CanonicalFooter() {}

    /** The end of a file (anything, footer, its length, magic) with its footer in canonical form. */
    static byte[] of(byte[] end) throws IOException {
        int footerLength = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - TAIL_BYTES);
        int footerStart = end.length - TAIL_BYTES - footerLength;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, footerStart, footerLength));
        for (RowGroup rowGroup : footer.getRow_groups()) {
            for (ColumnChunk column : rowGroup.getColumns()) {
                column.getMeta_data().getEncodings().sort(null);
            }
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream(end.length);
        result.write(end, 0, footerStart);
        Util.writeFileMetaData(footer, result);
        return closed(result, result.size() - footerStart);
    }

    private static byte[] closed(ByteArrayOutputStream file, int footerLength) {
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footerLength)
                .array());
        file.writeBytes(ParquetFileWriter.MAGIC);
        return file.toByteArray();
    }
}
