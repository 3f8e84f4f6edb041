package io.sparkpooling.storage.parquet;

import java.io.EOFException;
import java.io.IOException;

/**
 * A file in memory, of which bytes can be missing.
 *
 * @param goneFrom the first byte that cannot be read
 * @param goneTo the byte after the last that cannot be read
 */
record BytesSource(byte[] file, int goneFrom, int goneTo) implements ByteSource {

    static ParquetFile open(byte[] file) throws IOException {
        return ParquetFile.open(new BytesSource(file, 0, 0), file.length, "part.parquet");
    }

    @Override
    public void readFully(long position, byte[] destination, int offset, int count) throws IOException {
        boolean gone = position < goneTo && position + count > goneFrom;
        if (gone || position + count > file.length) {
            throw new EOFException();
        }
        System.arraycopy(file, (int) position, destination, offset, count);
    }

    @Override
    public void close() {
        // nothing to close
    }
}
