package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;

/**
 * What no reader of these files can leave out: pages read and decompressed by parquet-java's codecs, and copied once. Beside it, what it
 * takes to copy the files without looking into them.
 */
final class IoFloor {
    private static final int CHUNK = 1 << 20;

    private final List<Path> files;
    private byte[] bytes = new byte[CHUNK];
    private byte[] copy = new byte[CHUNK];

    IoFloor(List<Path> files) {
        this.files = files;
    }

    /** Reads all bytes of the files, from the page cache where they lie there, and copies them once in memory. */
    void copyInMemory() throws IOException {
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                long length = Files.size(file);
                for (long at = 0; at < length; ) {
                    int count = (int) Math.min(CHUNK, length - at);
                    read(channel, at, count);
                    System.arraycopy(bytes, 0, copy, 0, count);
                    at += count;
                }
            }
        }
    }

    /** Copies the files into a folder as a user would, and waits until they are on the disk. */
    void copyFiles(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Path target = folder.resolve(file.getFileName());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** Decompresses the buffers of Arrow files, and copies them once. */
    void decompressBuffers() throws IOException {
        new ArrowFloor().decompressBuffers(files);
    }

    /** Decompresses the pages of Parquet files, and copies them once. */
    void decompressPages() throws IOException {
        CodecFactory codecs = new CodecFactory(new Configuration(), 0);
        List<StoredPage> pages = StoredPage.of(files);
        for (Path file : files) {
            BytesInputDecompressor codec = codecs.getDecompressor(codecOf(file));
            try (FileChannel channel = FileChannel.open(file)) {
                for (StoredPage page : pages) {
                    if (page.file().equals(file)) {
                        decompress(channel, page, codec);
                    }
                }
            }
        }
        codecs.release();
    }

    private static CompressionCodecName codecOf(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec();
        }
    }

    private void decompress(FileChannel channel, StoredPage page, BytesInputDecompressor codec) throws IOException {
        bytes = atLeast(bytes, page.storedLength());
        read(channel, page.offset(), page.storedLength());
        copy = atLeast(copy, page.plainLength());
        if (page.compressed()) {
            BytesInput stored = BytesInput.from(bytes, 0, page.storedLength());
            codec.decompress(stored, page.plainLength()).toInputStream().readNBytes(copy, 0, page.plainLength());
        } else {
            System.arraycopy(bytes, 0, copy, 0, page.plainLength());
        }
    }

    private void read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("Cannot read %d bytes at %d: the file ends".formatted(count, from));
            }
        }
    }

    private static byte[] atLeast(byte[] array, int length) {
        return array.length >= length ? array : new byte[length];
    }
}
