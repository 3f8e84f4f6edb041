package io.sparkpooling.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** A Parquet file with other numbers in its footer than are true. */
final class FooterLie {
    private static final int TAIL_BYTES = 8;

    private FooterLie() {}

    /** The file with a changed footer. */
    static byte[] tell(byte[] file, Consumer<FileMetaData> lie) throws IOException {
        int tail = file.length - TAIL_BYTES;
        int start = tail - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, tail - start));
        lie.accept(footer);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, start);
        Util.writeFileMetaData(footer, changed);
        int length = changed.size() - start;
        changed.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        changed.write(file, tail + Integer.BYTES, Integer.BYTES);
        return changed.toByteArray();
    }
}
