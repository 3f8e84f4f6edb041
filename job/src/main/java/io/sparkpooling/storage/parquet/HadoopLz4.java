package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Parquet's codec LZ4, as Hadoop frames it: blocks of a plain length and chunks, each chunk a stored length and LZ4's own block
 * format; all lengths big-endian. Some writers left the frame out under the same name, so that whoever reads must try both.
 */
final class HadoopLz4 {
    private static final LZ4SafeDecompressor LZ4 = LZ4Factory.fastestInstance().safeDecompressor();

    private final Slice stored;
    private final ByteBuffer lengths;
    private final Slice plain;
    private int read;
    private int written;

    private HadoopLz4(Slice stored, Slice plain) {
        this.stored = stored;
        this.lengths = ByteBuffer.wrap(stored.bytes(), stored.offset(), stored.length())
                .slice();
        this.plain = plain;
    }

    /** Fills {@code plain}; gives its bytes, or nothing where {@code stored} is not framed like this and ends with it. */
    static Optional<Integer> decompress(Slice stored, Slice plain) {
        HadoopLz4 frames = new HadoopLz4(stored, plain);
        boolean framed = true;
        while (framed && frames.read < stored.length()) {
            framed = frames.block();
        }
        return framed && frames.written == plain.length() ? Optional.of(frames.written) : Optional.empty();
    }

    private boolean block() {
        int size = length();
        if (size < 0 || size > plain.length() - written) {
            return false;
        }
        int end = written + size;
        while (written < end) {
            if (!chunk(end)) {
                return false;
            }
        }
        return true;
    }

    private boolean chunk(int end) {
        int size = length();
        if (size <= 0 || size > stored.length() - read) {
            return false;
        }
        try {
            int made = LZ4.decompress(
                    stored.bytes(),
                    stored.offset() + read,
                    size,
                    plain.bytes(),
                    plain.offset() + written,
                    end - written);
            read += size;
            written += made;
            return made > 0;
        } catch (LZ4Exception notFramed) {
            return false;
        }
    }

    /** The next length; negative where there is none. */
    private int length() {
        if (stored.length() - read < Integer.BYTES) {
            return -1;
        }
        int length = lengths.getInt(read);
        read += Integer.BYTES;
        return length;
    }
}
