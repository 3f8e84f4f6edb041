package io.sparkpooling.storage.arrow;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * The bytes of a file, at any place. On local disk bodies are mapped into memory instead of being copied; the pages belong to
 * the system's cache, and a mapping ends when its buffer is collected.
 */
final class ArrowBytes implements Closeable {
    private static final int CHUNK = 1 << 20;

    private final FSDataInputStream stream;
    private final Optional<FileChannel> local;

    private ArrowBytes(FSDataInputStream stream, Optional<FileChannel> local) {
        this.stream = stream;
        this.local = local;
    }

    static ArrowBytes open(org.apache.hadoop.fs.Path path, Configuration configuration) throws IOException {
        FSDataInputStream stream = path.getFileSystem(configuration).open(path);
        try {
            return new ArrowBytes(stream, local(path, configuration));
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static Optional<FileChannel> local(org.apache.hadoop.fs.Path path, Configuration configuration)
            throws IOException {
        var uri = path.getFileSystem(configuration).makeQualified(path).toUri();
        if (!"file".equals(uri.getScheme())) {
            return Optional.empty();
        }
        Path file = Path.of(uri.getPath());
        return Files.isReadable(file) ? Optional.of(FileChannel.open(file)) : Optional.empty();
    }

    /** Bytes in little-endian order. */
    ByteBuffer read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        stream.readFully(offset, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A body, mapped where that is possible; the caller releases it. */
    ArrowBuf body(long offset, long length, BufferAllocator allocator) throws IOException {
        if (length == 0) {
            return allocator.getEmpty();
        }
        return local.isPresent() && length <= Integer.MAX_VALUE
                ? map(local.get(), offset, length, allocator)
                : copy(offset, length, allocator);
    }

    private static ArrowBuf map(FileChannel channel, long offset, long length, BufferAllocator allocator)
            throws IOException {
        if (offset + length > channel.size()) {
            throw new EOFException("the file ends at " + channel.size());
        }
        return allocator
                .wrapForeignAllocation(new Mapping(channel.map(FileChannel.MapMode.READ_ONLY, offset, length), length))
                .writerIndex(length);
    }

    /** Keeps the mapping alive as long as its buffer. */
    private static final class Mapping extends ForeignAllocation {
        private Optional<MappedByteBuffer> bytes;

        Mapping(MappedByteBuffer bytes, long length) {
            super(length, MemoryUtil.getByteBufferAddress(bytes));
            this.bytes = Optional.of(bytes);
        }

        @Override
        protected void release0() {
            bytes = Optional.empty();
        }
    }

    private ArrowBuf copy(long offset, long length, BufferAllocator allocator) throws IOException {
        ArrowBuf body = allocator.buffer(length);
        try {
            byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
            for (long done = 0; done < length; done += chunk.length) {
                int part = (int) Math.min(chunk.length, length - done);
                stream.readFully(offset + done, chunk, 0, part);
                body.setBytes(done, chunk, 0, part);
            }
            return body.writerIndex(length);
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        if (local.isPresent()) {
            local.get().close();
        }
    }
}
