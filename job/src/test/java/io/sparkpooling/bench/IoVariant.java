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

    static List<IoVariant> all() {
        return List.of(
                new IoVariant("arrow", "none", "plain"),
                new IoVariant("arrow", "lz4", "plain"),
                new IoVariant("arrow", "zstd:1", "plain"),
                new IoVariant("parquet", "none", "plain"),
                new IoVariant("parquet", "snappy", "plain"),
                new IoVariant("parquet", "lz4", "plain"),
                new IoVariant("parquet", "zstd:1", "plain"),
                new IoVariant("parquet", "zstd:3", "plain"),
                new IoVariant("parquet", "zstd:1", "byte-stream-split"));
    }

    boolean isParquet() {
        return format.equals("parquet");
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
