package io.sparkpooling.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The work that no job can leave out, and nothing else: read and decompress every page of the input, copy it; copy, compress
 * and write every page of the output. The output's pages are those that the job wrote, so both sides compress the same
 * bytes with the same codec. On one thread, with buffers and contexts that are used again; no checksums, no levels, no
 * pooling.
 */
final class CodecFloor {
    private final List<StoredPage> input;
    private final List<byte[]> output;
    private final int level;
    private byte[] stored = new byte[0];
    private byte[] plain = new byte[0];
    private byte[] copy = new byte[0];

    private CodecFloor(List<StoredPage> input, List<byte[]> output, int level) {
        this.input = input;
        this.output = output;
        this.level = level;
    }

    /** The floor of a job that turned the pages of {@code input} into those of {@code output}, with zstd at {@code level}. */
    static CodecFloor between(List<Path> input, List<Path> output, int level) throws IOException {
        List<StoredPage> inputPages = StoredPage.of(input);
        CodecFloor floor = new CodecFloor(inputPages, new ArrayList<>(), level);
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (StoredPage page : StoredPage.of(output)) {
                try (FileChannel channel = FileChannel.open(page.file())) {
                    floor.decompress(channel, page, zstd);
                }
                floor.output.add(java.util.Arrays.copyOf(floor.plain, page.plainLength()));
            }
        }
        return floor;
    }

    /** Does the work once; {@code scratch} is written and removed. */
    void run(Path scratch) throws IOException {
        read();
        write(scratch);
        Files.delete(scratch);
    }

    /** The first half: from files to plain pages, and those once copied. */
    void read() throws IOException {
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            FileChannel channel = null;
            Path open = null;
            for (StoredPage page : input) {
                if (!page.file().equals(open)) {
                    if (channel != null) {
                        channel.close();
                    }
                    open = page.file();
                    channel = FileChannel.open(open);
                }
                decompress(channel, page, zstd);
                copy(plain, page.plainLength());
            }
            if (channel != null) {
                channel.close();
            }
        }
    }

    private void write(Path scratch) throws IOException {
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(level);
                FileChannel channel =
                        FileChannel.open(scratch, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (byte[] page : output) {
                copy(page, page.length);
                stored = atLeast(stored, (int) com.github.luben.zstd.Zstd.compressBound(page.length));
                int length = zstd.compressByteArray(stored, 0, stored.length, copy, 0, page.length);
                writeFully(channel, length);
            }
        }
    }

    private void decompress(FileChannel channel, StoredPage page, ZstdDecompressCtx zstd) throws IOException {
        stored = atLeast(stored, page.storedLength());
        ByteBuffer buffer = ByteBuffer.wrap(stored, 0, page.storedLength());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, page.offset() + buffer.position()) < 0) {
                throw new IOException(
                        "[%s] Cannot read page at %d: the file ends".formatted(page.file(), page.offset()));
            }
        }
        plain = atLeast(plain, page.plainLength());
        if (page.compressed()) {
            zstd.decompressByteArray(plain, 0, page.plainLength(), stored, 0, page.storedLength());
        } else {
            System.arraycopy(stored, 0, plain, 0, page.plainLength());
        }
    }

    private void copy(byte[] from, int length) {
        copy = atLeast(copy, length);
        System.arraycopy(from, 0, copy, 0, length);
    }

    private void writeFully(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(stored, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] atLeast(byte[] array, int length) {
        return array.length >= length ? array : new byte[length + length / 4];
    }
}
