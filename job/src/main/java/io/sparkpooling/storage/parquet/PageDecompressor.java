package io.sparkpooling.storage.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages into arrays of exactly the size that the page header states. A page that turns out longer or shorter is
 * damaged or a bomb; no decoder here can write past the end that it was given. Holds native memory of zstd: close it.
 */
final class PageDecompressor implements Closeable {
    private Optional<ZstdDecompressCtx> zstd = Optional.empty();
    private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestInstance().safeDecompressor();

    /** Fills {@code plain} from {@code stored}. */
    void decompress(PageCodec codec, Slice stored, Slice plain) throws DamagedPageException {
        if (plain.length() == 0 && stored.length() == 0) {
            return;
        }
        int bytes =
                switch (codec) {
                    case UNCOMPRESSED -> copy(stored, plain);
                    case SNAPPY -> snappy(stored, plain);
                    case GZIP -> gzip(stored, plain);
                    case ZSTD -> zstd(stored, plain);
                    case LZ4_RAW -> lz4(stored, plain);
                    case LZ4 -> framedLz4(stored, plain);
                    case BROTLI -> brotli(stored, plain);
                };
        if (bytes != plain.length()) {
            throw new DamagedPageException(
                    "it decompresses to %d bytes, its header states %d".formatted(bytes, plain.length()));
        }
    }

    private static int copy(Slice stored, Slice plain) {
        int count = Math.min(stored.length(), plain.length());
        System.arraycopy(stored.bytes(), stored.offset(), plain.bytes(), plain.offset(), count);
        return stored.length();
    }

    private int zstd(Slice stored, Slice plain) throws DamagedPageException {
        ZstdDecompressCtx context = zstd.orElseGet(ZstdDecompressCtx::new);
        zstd = Optional.of(context);
        try {
            return context.decompressByteArray(
                    plain.bytes(), plain.offset(), plain.length(), stored.bytes(), stored.offset(), stored.length());
        } catch (ZstdException e) {
            throw damaged("zstd", e);
        }
    }

    /** Snappy's decoder trusts the length at the stream's begin and knows of no other bound, so that is compared first. */
    private static int snappy(Slice stored, Slice plain) throws DamagedPageException {
        try {
            int length = Snappy.uncompressedLength(stored.bytes(), stored.offset(), stored.length());
            return length != plain.length()
                    ? length
                    : Snappy.rawUncompress(
                            stored.bytes(), stored.offset(), stored.length(), plain.bytes(), plain.offset());
        } catch (IOException e) {
            throw damaged("snappy", e);
        }
    }

    private int framedLz4(Slice stored, Slice plain) throws DamagedPageException {
        Optional<Integer> bytes = HadoopLz4.decompress(stored, plain);
        return bytes.isPresent() ? bytes.get() : lz4(stored, plain);
    }

    private int lz4(Slice stored, Slice plain) throws DamagedPageException {
        try {
            return lz4.decompress(
                    stored.bytes(), stored.offset(), stored.length(), plain.bytes(), plain.offset(), plain.length());
        } catch (LZ4Exception e) {
            throw damaged("lz4", e);
        }
    }

    private static int gzip(Slice stored, Slice plain) throws DamagedPageException {
        try (InputStream stream = new GZIPInputStream(stream(stored), 1 << 14)) {
            return readAll(stream, plain);
        } catch (IOException e) {
            throw damaged("gzip", e);
        }
    }

    /** Google's decoder in Java, since Spark has none; it throws what it likes at damaged bytes. */
    private static int brotli(Slice stored, Slice plain) throws DamagedPageException {
        try (InputStream stream = new BrotliInputStream(stream(stored))) {
            return readAll(stream, plain);
        } catch (IOException | RuntimeException e) {
            throw damaged("brotli", e);
        }
    }

    private static InputStream stream(Slice stored) {
        return new ByteArrayInputStream(stored.bytes(), stored.offset(), stored.length());
    }

    /** Gives one byte more than there is room for where the stream goes on. */
    private static int readAll(InputStream stream, Slice plain) throws IOException {
        int bytes = stream.readNBytes(plain.bytes(), plain.offset(), plain.length());
        return bytes < plain.length() || stream.read() < 0 ? bytes : bytes + 1;
    }

    private static DamagedPageException damaged(String codec, Exception e) {
        return new DamagedPageException("its %s data is damaged (%s)".formatted(codec, e.getMessage()), e);
    }

    @Override
    public void close() {
        zstd.ifPresent(ZstdDecompressCtx::close);
        zstd = Optional.empty();
    }
}
