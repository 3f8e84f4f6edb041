package io.sparkpooling.bench;

import java.util.List;
import java.util.Locale;

/**
 * A way to store the same tensors.
 *
 * @param format as {@code --format} takes it
 * @param compression as {@code --compression} takes it
 * @param encoding as {@code --encoding} takes it
 */
record IoVariant(String format, String compression, String encoding) {

    /** Every codec and encoding, for one convention. */
    static List<IoVariant> all() {
        return List.of(
                plain("arrow", "none"),
                plain("arrow", "lz4"),
                plain("arrow", "zstd:1"),
                plain("parquet", "none"),
                plain("parquet", "snappy"),
                plain("parquet", "lz4"),
                plain("parquet", "zstd:1"),
                plain("parquet", "zstd:3"),
                new IoVariant("parquet", "zstd:1", "byte-stream-split"));
    }

    /** Without a codec and with one, for every convention. */
    static List<IoVariant> ofEachConvention() {
        return List.of(
                plain("arrow", "none"), plain("arrow", "zstd:1"), plain("parquet", "none"), plain("parquet", "zstd:1"));
    }

    private static IoVariant plain(String format, String compression) {
        return new IoVariant(format, compression, "plain");
    }

    boolean isParquet() {
        return format.equals("parquet");
    }

    boolean isCompressed() {
        return !compression.equals("none");
    }

    /** A folder's name. */
    String folder() {
        return "%s-%s-%s".formatted(format, compression.replace(':', '-'), encoding);
    }

    @Override
    public String toString() {
        String split = encoding.equals("plain") ? "" : ", " + encoding;
        return String.format(Locale.ROOT, "%s, %s%s", format, compression, split);
    }
}
