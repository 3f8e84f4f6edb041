package io.sparkpooling.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Counts and hashes the bytes on their way out, so that what a file is known by was never read back. Closing it only
 * flushes: the stream below belongs to whoever opened it. Small writes are collected, since Thrift writes single bytes.
 * The end of a file can be held back, to be changed before it goes out.
 */
public final class HashingOutput extends PositionOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;
    private Optional<ByteArrayOutputStream> held = Optional.empty();

    public HashingOutput(OutputStream out) {
        this.out = out;
    }

    /** This, as parquet-java asks for it. */
    public OutputFile asFile() {
        return new OutputFile() {
            @Override
            public PositionOutputStream create(long blockSizeHint) {
                return HashingOutput.this;
            }

            @Override
            public PositionOutputStream createOrOverwrite(long blockSizeHint) {
                return HashingOutput.this;
            }

            @Override
            public boolean supportsBlockSize() {
                return false;
            }

            @Override
            public long defaultBlockSize() {
                return 0;
            }
        };
    }

    /** From here on bytes are kept instead of written, until {@link #heldBack} hands them out. */
    public void holdBack() throws IOException {
        drain();
        held = Optional.of(new ByteArrayOutputStream());
    }

    /** The bytes that were kept; they count as never written, and later ones are written again. */
    public byte[] heldBack() throws IOException {
        drain();
        byte[] bytes = held.orElseThrow().toByteArray();
        held = Optional.empty();
        position -= bytes.length;
        return bytes;
    }

    /** The SHA-256 of all bytes so far, as lower-case hexadecimal digits; nothing can be written afterwards. */
    public String sha256Digits() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int value) throws IOException {
        if (buffered == buffer.length) {
            drain();
        }
        buffer[buffered++] = (byte) value;
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            drain();
        }
        if (length > buffer.length) {
            pass(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void drain() throws IOException {
        pass(buffer, 0, buffered);
        buffered = 0;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        if (held.isPresent()) {
            held.get().write(bytes, offset, length);
            return;
        }
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash output: this Java has no SHA-256", e);
        }
    }
}
