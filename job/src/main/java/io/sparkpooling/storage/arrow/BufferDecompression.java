package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Undoes body compression: each buffer is its plain length as an int64, then the compressed bytes; -1 says that what follows is
 * plain. Arrow's own codec for LZ4 believes that length, so a lie would show memory that nothing was written to. Here the
 * length must be one that the codec can reach, and the stream must end exactly there.
 */
final class BufferDecompression {
    private static final int PREFIX = Long.BYTES;
    private static final long PLAIN = -1;
    /** LZ4 adds at most 255 bytes of output for one byte of input. */
    private static final long LARGEST_LZ4_RATIO = 255;
    /** A zstd block of 4 bytes or more makes at most 128 KiB. */
    private static final long LARGEST_ZSTD_RATIO = 1 << 15;

    private BufferDecompression() {}

    /** The batch without compression; takes over {@code stored}. */
    static ArrowRecordBatch plain(ArrowRecordBatch stored, BufferAllocator allocator) throws DamagedMessageException {
        CodecType codec =
                CodecType.fromCompressionType(stored.getBodyCompression().getCodec());
        if (codec == CodecType.NO_COMPRESSION) {
            return stored;
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            for (ArrowBuf buffer : stored.getBuffers()) {
                buffers.add(plain(buffer, codec, allocator));
            }
            return new ArrowRecordBatch(
                    stored.getLength(),
                    stored.getNodes(),
                    buffers,
                    NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
                    stored.getVariadicBufferCounts(),
                    false);
        } finally {
            buffers.forEach(ArrowBuf::close);
            stored.close();
        }
    }

    private static ArrowBuf plain(ArrowBuf stored, CodecType codec, BufferAllocator allocator)
            throws DamagedMessageException {
        long size = stored.readableBytes();
        if (size == 0) {
            return allocator.getEmpty();
        }
        require(size >= PREFIX, "a compressed buffer of %d bytes has no length", size);
        long plainSize = stored.getLong(0);
        if (plainSize == PLAIN) {
            ArrowBuf rest = stored.slice(PREFIX, size - PREFIX);
            rest.getReferenceManager().retain();
            return rest;
        }
        long ratio = codec == CodecType.ZSTD ? LARGEST_ZSTD_RATIO : LARGEST_LZ4_RATIO;
        boolean possible = plainSize >= 0 && plainSize <= (size - PREFIX) * ratio;
        require(
                possible,
                "a buffer of %d bytes states a plain size of %d, which %s cannot reach",
                size,
                plainSize,
                codec);
        return plainSize == 0 ? allocator.getEmpty() : decompress(stored, plainSize, codec, allocator);
    }

    private static ArrowBuf decompress(ArrowBuf stored, long plainSize, CodecType codec, BufferAllocator allocator)
            throws DamagedMessageException {
        ArrowBuf plain = allocator.buffer(plainSize);
        try {
            if (codec == CodecType.ZSTD) {
                zstd(stored, plain, plainSize);
            } else {
                lz4(stored, plain, plainSize);
            }
            return plain.writerIndex(plainSize);
        } catch (DamagedMessageException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static void zstd(ArrowBuf stored, ArrowBuf plain, long plainSize) throws DamagedMessageException {
        long size = stored.readableBytes() - PREFIX;
        long made = Zstd.decompressUnsafe(plain.memoryAddress(), plainSize, stored.memoryAddress() + PREFIX, size);
        require(!Zstd.isError(made), "zstd: %s", Zstd.getErrorName(made));
        require(made == plainSize, "zstd: a buffer holds %d bytes, but states %d", made, plainSize);
    }

    private static void lz4(ArrowBuf stored, ArrowBuf plain, long plainSize) throws DamagedMessageException {
        require(stored.readableBytes() <= Integer.MAX_VALUE, "lz4: a buffer of %d bytes", stored.readableBytes());
        ByteBuffer bytes = stored.nioBuffer(PREFIX, (int) stored.readableBytes() - PREFIX);
        try (InputStream frames = new LZ4FrameInputStream(new BufferInput(bytes))) {
            byte[] chunk = new byte[(int) Math.min(plainSize, 1 << 16)];
            long made = 0;
            while (made < plainSize) {
                int read = frames.read(chunk, 0, (int) Math.min(chunk.length, plainSize - made));
                require(read >= 0, "lz4: a buffer holds %d bytes, but states %d", made, plainSize);
                plain.setBytes(made, chunk, 0, read);
                made += read;
            }
            require(frames.read() < 0, "lz4: a buffer holds more than the %d bytes that it states", plainSize);
        } catch (IOException malformed) {
            throw new DamagedMessageException("lz4: " + malformed.getMessage());
        }
    }

    private static final class BufferInput extends InputStream {
        private final ByteBuffer bytes;

        BufferInput(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count > 0 || length == 0 ? count : -1;
        }
    }
}
