package io.sparkpooling.storage.parquet;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The compressions of pages that can be read, each with the most that one stored byte of it can become: what claims to be
 * more is a lie, and is refused before memory is allocated for it.
 */
enum PageCodec {
    UNCOMPRESSED(1),
    SNAPPY(32),
    GZIP(1032),
    ZSTD(1 << 16),
    LZ4_RAW(256),
    LZ4(256),
    BROTLI(1 << 20);

    /** Page headers and the first bytes of a stream count too little to be worth exact arithmetic. */
    private static final int SLACK = 1 << 16;

    private final int largestRatio;

    PageCodec(int largestRatio) {
        this.largestRatio = largestRatio;
    }

    /** The codec of a footer, unless it is one that is not supported. */
    static Optional<PageCodec> of(CompressionCodec codec) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(codec.name()))
                .findFirst();
    }

    /** The codec of a checked footer. */
    static PageCodec of(CompressionCodecName codec) {
        return valueOf(codec.name());
    }

    /** All of them, as a user reads them. */
    static String names() {
        return Arrays.stream(values()).map(PageCodec::name).collect(Collectors.joining(", "));
    }

    /** What {@code storedBytes} can become at most. */
    long largestPlainBytes(long storedBytes) {
        return storedBytes > (Long.MAX_VALUE - SLACK) / largestRatio
                ? Long.MAX_VALUE
                : storedBytes * largestRatio + SLACK;
    }
}
