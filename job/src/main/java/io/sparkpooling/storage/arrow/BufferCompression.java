package io.sparkpooling.storage.arrow;

import com.github.luben.zstd.Zstd;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Compression.Codec;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;

/** How the buffers of record batches are compressed: {@link BufferDecompression} undoes it. */
record BufferCompression(Compression compression) {
    private static final int PREFIX = Long.BYTES;

    BufferCompression {
        if (compression.codec() == Codec.SNAPPY || compression.codec() == Codec.GZIP) {
            throw new InvalidArgumentException(
                    "Invalid compression: %s (Arrow IPC has zstd, lz4 and none)".formatted(compression.word()));
        }
    }

    ArrowBodyCompression body() {
        CodecType type =
                switch (compression.codec()) {
                    case ZSTD -> CodecType.ZSTD;
                    case LZ4_RAW -> CodecType.LZ4_FRAME;
                    case NONE, SNAPPY, GZIP -> CodecType.NO_COMPRESSION;
                };
        return new ArrowBodyCompression(type.getType(), (byte) 0);
    }

    /** The buffer as it is stored; the caller releases it, and keeps {@code plain}. */
    ArrowBuf compress(ArrowBuf plain, BufferAllocator allocator) {
        if (compression.codec() == Codec.NONE || plain.readableBytes() == 0) {
            plain.getReferenceManager().retain();
            return plain;
        }
        return compression.codec() == Codec.ZSTD ? zstd(plain, allocator) : lz4(plain, allocator);
    }

    private ArrowBuf zstd(ArrowBuf plain, BufferAllocator allocator) {
        long size = plain.readableBytes();
        long bound = Zstd.compressBound(size);
        ArrowBuf stored = allocator.buffer(PREFIX + bound);
        long made = Zstd.compressUnsafe(
                stored.memoryAddress() + PREFIX, bound, plain.memoryAddress(), size, compression.level());
        if (Zstd.isError(made)) {
            stored.close();
            throw new IllegalStateException("zstd: " + Zstd.getErrorName(made));
        }
        return made < size ? ended(stored, size, made) : uncompressed(stored, plain);
    }

    private static ArrowBuf lz4(ArrowBuf plain, BufferAllocator allocator) {
        long size = plain.readableBytes();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(frame)) {
            byte[] chunk = new byte[(int) Math.min(size, 1 << 16)];
            for (long done = 0; done < size; done += chunk.length) {
                int part = (int) Math.min(chunk.length, size - done);
                plain.getBytes(done, chunk, 0, part);
                out.write(chunk, 0, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ArrowBuf stored = allocator.buffer(PREFIX + Math.max(size, frame.size()));
        if (frame.size() >= size) {
            return uncompressed(stored, plain);
        }
        stored.setBytes(PREFIX, frame.toByteArray());
        return ended(stored, size, frame.size());
    }

    private static ArrowBuf ended(ArrowBuf stored, long plainSize, long storedSize) {
        stored.setLong(0, plainSize);
        return stored.writerIndex(PREFIX + storedSize);
    }

    private static ArrowBuf uncompressed(ArrowBuf stored, ArrowBuf plain) {
        stored.setLong(0, -1);
        stored.setBytes(PREFIX, plain, 0, plain.readableBytes());
        return stored.writerIndex(PREFIX + plain.readableBytes());
    }
}
