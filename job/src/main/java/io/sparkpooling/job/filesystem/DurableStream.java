package io.sparkpooling.job.filesystem;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/**
 * Writes a file whose bytes are on the disk once it was closed. A failure names the file, and is always an {@link
 * IOException}: Hadoop's local streams turn a full disk into an {@code Error}, which would take the whole process down.
 */
final class DurableStream extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final BufferedOutputStream buffer;
    private final Step persist;
    private final Closeable resource;
    private boolean closed;

    /** A step that may fail as storage fails. */
    interface Step {
        void run() throws IOException;
    }

    /** Bytes go to {@code out}, {@code persist} makes them durable, {@code resource} is closed in any case. */
    DurableStream(Path file, OutputStream out, Step persist, Closeable resource) {
        this.file = file;
        this.buffer = new BufferedOutputStream(out, BUFFER_BYTES);
        this.persist = persist;
        this.resource = resource;
    }

    @Override
    public void write(int value) throws IOException {
        run(() -> buffer.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        run(() -> buffer.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        run(buffer::flush);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            run(this::persistAndClose);
        }
    }

    private void persistAndClose() throws IOException {
        try (resource) {
            buffer.flush();
            persist.run();
        }
    }

    private void run(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | FSError e) {
            throw new StorageException("Cannot write %s: %s".formatted(HadoopPaths.printable(file), e.getMessage()), e);
        }
    }
}
