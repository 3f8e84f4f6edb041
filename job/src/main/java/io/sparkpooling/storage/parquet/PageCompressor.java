package io.sparkpooling.storage.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.lz4.Lz4Compressor;
import io.sparkpooling.storage.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses one page at a time from array to array. parquet-java's own compressors go through Hadoop streams, which copy
 * every page several times. The bytes depend on nothing but the page: no time stamps, no names, no number of threads.
 */
abstract class PageCompressor implements AutoCloseable {

    /** The compressor of that codec and level. */
    static PageCompressor of(Compression compression) {
        return switch (compression.codec()) {
            case ZSTD -> new ZstdPages(compression.level());
            case SNAPPY -> new SnappyPages();
            case LZ4_RAW -> new Lz4Pages();
            case GZIP -> new GzipPages(compression.level());
            case NONE -> new PlainPages();
        };
    }

    /** The codec's name in the footer. */
    abstract CompressionCodecName codecName();

    /** The most bytes that {@code length} bytes can become. */
    abstract int bound(int length);

    /** Compresses to {@code to[toOffset ..]}, where {@link #bound} bytes are free; returns the number of bytes used. */
    abstract int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) throws IOException;

    /** Frees native memory. */
    @Override
    public void close() {}

    private static final class ZstdPages extends PageCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdPages(int level) {
            context.setLevel(level);
        }

        @Override
        CompressionCodecName codecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        int bound(int length) {
            return Math.toIntExact(Zstd.compressBound(length));
        }

        @Override
        int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
            return context.compressByteArray(to, toOffset, to.length - toOffset, from, fromOffset, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class SnappyPages extends PageCompressor {
        @Override
        CompressionCodecName codecName() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        int bound(int length) {
            return Snappy.maxCompressedLength(length);
        }

        @Override
        int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) throws IOException {
            return Snappy.compress(from, fromOffset, length, to, toOffset);
        }
    }

    /** In Java rather than in C: where the native library cannot be loaded, lz4-java's twin in Java gives other bytes. */
    private static final class Lz4Pages extends PageCompressor {
        private final Lz4Compressor compressor = new Lz4Compressor();

        @Override
        CompressionCodecName codecName() {
            return CompressionCodecName.LZ4_RAW;
        }

        @Override
        int bound(int length) {
            return compressor.maxCompressedLength(length);
        }

        @Override
        int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
            return compressor.compress(from, fromOffset, length, to, toOffset, to.length - toOffset);
        }
    }

    /** One member of RFC 1952 with an empty header; the JDK's own stream names the operating system differently by version. */
    private static final class GzipPages extends PageCompressor {
        private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        private static final int TRAILER_BYTES = 8;

        private final Deflater deflater;
        private final CRC32 crc = new CRC32();

        GzipPages(int level) {
            deflater = new Deflater(level, true);
        }

        @Override
        CompressionCodecName codecName() {
            return CompressionCodecName.GZIP;
        }

        /** As zlib's deflateBound for settings that it knows nothing of. */
        @Override
        int bound(int length) {
            long deflated = length + ((length + 7L) >> 3) + ((length + 63L) >> 6) + 11;
            return Math.toIntExact(deflated + HEADER.length + TRAILER_BYTES);
        }

        @Override
        int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
            System.arraycopy(HEADER, 0, to, toOffset, HEADER.length);
            int start = toOffset + HEADER.length;
            deflater.reset();
            deflater.setInput(from, fromOffset, length);
            deflater.finish();
            int end = start + deflater.deflate(to, start, to.length - start - TRAILER_BYTES);
            if (!deflater.finished()) {
                throw new IllegalStateException("Cannot compress page: %d bytes do not fit".formatted(length));
            }
            crc.reset();
            crc.update(from, fromOffset, length);
            ByteBuffer.wrap(to, end, TRAILER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putInt(length);
            return end + TRAILER_BYTES - toOffset;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    private static final class PlainPages extends PageCompressor {
        @Override
        CompressionCodecName codecName() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        int bound(int length) {
            return length;
        }

        @Override
        int compress(byte[] from, int fromOffset, int length, byte[] to, int toOffset) {
            System.arraycopy(from, fromOffset, to, toOffset, length);
            return length;
        }
    }
}
