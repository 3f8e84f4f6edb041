package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Finds and reads the footer of a file that may be anything. The layout is {@code PAR1 pages... footer length PAR1}, the
 * length in four little-endian bytes.
 */
final class FooterReader {
    private static final int MAGIC_BYTES = 4;
    private static final int TAIL_BYTES = 8;
    private static final int LARGEST_FOOTER = 64 << 20;
    private static final int LONGEST_CAUSE = 200;

    private final ByteSource source;
    private final long length;
    private final String name;

    private FooterReader(ByteSource source, long length, String name) {
        this.source = source;
        this.length = length;
        this.name = name;
    }

    /** The checked footer of a file of {@code length} bytes. */
    static ParquetMetadata read(ByteSource source, long length, String name) throws IOException {
        return new FooterReader(source, length, name).read();
    }

    private ParquetMetadata read() throws IOException {
        if (length < MAGIC_BYTES + TAIL_BYTES) {
            throw unreadable(
                    length == 0
                            ? "the file is empty"
                            : "%d bytes are too few for a Parquet file (at least %d)"
                                    .formatted(length, MAGIC_BYTES + TAIL_BYTES));
        }
        byte[] tail = bytes(length - TAIL_BYTES, TAIL_BYTES);
        requireMagic(text(tail, TAIL_BYTES - MAGIC_BYTES), "end");
        requireMagic(text(bytes(0, MAGIC_BYTES), 0), "begin");
        int footerLength = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
        long longest = Math.min(length - MAGIC_BYTES - TAIL_BYTES, LARGEST_FOOTER);
        if (footerLength < 1 || footerLength > longest) {
            throw unreadable("its footer claims %d bytes (1 to %d are possible)".formatted(footerLength, longest));
        }
        return parse(bytes(length - TAIL_BYTES - footerLength, footerLength));
    }

    private void requireMagic(String magic, String where) throws UnreadableFileException {
        if (magic.equals("PARE")) {
            throw unreadable(FooterCheck.ENCRYPTED);
        }
        if (!magic.equals("PAR1")) {
            throw unreadable("it is no Parquet file or it is truncated (it does not %s with PAR1)".formatted(where));
        }
    }

    private ParquetMetadata parse(byte[] bytes) throws IOException {
        try {
            FileMetaData footer = ThriftReader.read(new FileMetaData(), new ByteArrayInputStream(bytes), bytes.length);
            new FooterCheck(name, length - TAIL_BYTES - bytes.length).check(footer);
            return new ParquetMetadataConverter().fromParquetMetadata(footer);
        } catch (TException | RuntimeException e) {
            // parquet-java answers a damaged footer with whatever its conversion happens to trip over
            throw new UnreadableFileException(
                    "[%s] Cannot read file: its footer is damaged (%s)".formatted(name, cause(e)), e);
        }
    }

    private static String cause(Exception e) {
        String text = String.valueOf(e.getMessage());
        return text.substring(0, Math.min(text.length(), LONGEST_CAUSE));
    }

    private byte[] bytes(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        try {
            source.readFully(position, bytes, 0, count);
        } catch (EOFException e) {
            throw new UnreadableFileException(
                    "[%s] Cannot read file: it ends before the %d bytes that were listed".formatted(name, length), e);
        }
        return bytes;
    }

    private static String text(byte[] bytes, int offset) {
        return new String(bytes, offset, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
    }

    private UnreadableFileException unreadable(String reason) {
        return new UnreadableFileException("[%s] Cannot read file: %s".formatted(name, reason));
    }
}
