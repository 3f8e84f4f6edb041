package io.sparkpooling.bench;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/** What no reader of these Arrow files can leave out: record batches read, their buffers decompressed, and copied once. */
final class ArrowFloor {
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final long NOT_COMPRESSED = -1;

    private byte[] stored = new byte[0];
    private byte[] plain = new byte[0];
    private byte[] copy = new byte[0];

    void decompressBuffers(List<Path> files) throws IOException {
        for (Path file : files) {
            try (BufferAllocator allocator = new RootAllocator();
                    FileChannel channel = FileChannel.open(file);
                    ArrowFileReader reader =
                            new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
                for (ArrowBlock block : reader.getRecordBlocks()) {
                    channel.position(block.getOffset());
                    try (ArrowRecordBatch batch =
                            MessageSerializer.deserializeRecordBatch(new ReadChannel(channel), block, allocator)) {
                        for (ArrowBuf buffer : batch.getBuffers()) {
                            copy(buffer, batch.getBodyCompression().getCodec());
                        }
                    }
                }
            }
        }
    }

    private void copy(ArrowBuf buffer, byte codec) throws IOException {
        int length = Math.toIntExact(buffer.readableBytes());
        if (codec != CompressionType.LZ4_FRAME && codec != CompressionType.ZSTD || length == 0) {
            copyPlain(buffer, 0, length);
            return;
        }
        long plainLength = buffer.getLong(0);
        if (plainLength == NOT_COMPRESSED) {
            copyPlain(buffer, LENGTH_BYTES, length - LENGTH_BYTES);
        } else {
            decompress(buffer, length - LENGTH_BYTES, Math.toIntExact(plainLength), codec);
        }
    }

    private void copyPlain(ArrowBuf buffer, int from, int length) {
        copy = atLeast(copy, length);
        buffer.getBytes(from, copy, 0, length);
    }

    private void decompress(ArrowBuf buffer, int length, int plainLength, byte codec) throws IOException {
        stored = atLeast(stored, length);
        plain = atLeast(plain, plainLength);
        copy = atLeast(copy, plainLength);
        buffer.getBytes(LENGTH_BYTES, stored, 0, length);
        if (codec == CompressionType.ZSTD) {
            Zstd.decompressByteArray(plain, 0, plainLength, stored, 0, length);
        } else {
            try (InputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(stored, 0, length))) {
                in.readNBytes(plain, 0, plainLength);
            }
        }
        System.arraycopy(plain, 0, copy, 0, plainLength);
    }

    private static byte[] atLeast(byte[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}
