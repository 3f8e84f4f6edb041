package io.sparkpooling.storage;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How pages are compressed: a codec and, where the codec has levels, its level. Written {@code zstd:3}, {@code snappy},
 * {@code none}. The level is part of the value since other levels give other bytes, and output bytes must be repeatable.
 *
 * @param codec the format of the compressed bytes
 * @param level how hard to try; 0 for a codec without levels
 */
public record Compression(Codec codec, int level) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** zstd at its fastest ordinary level: pooled maps shrink hardly further at higher ones, and those take much longer. */
    public static final Compression DEFAULT = of(Codec.ZSTD);

    /** The format of compressed bytes. {@code LZ4_RAW} is the block format; the older framed LZ4 of Hadoop is never written. */
    public enum Codec {
        ZSTD("zstd", 1, 1, 22),
        SNAPPY("snappy", 0, 0, 0),
        LZ4_RAW("lz4", 0, 0, 0),
        GZIP("gzip", 6, 1, 9),
        NONE("none", 0, 0, 0);

        private final String word;
        private final int defaultLevel;
        private final int lowestLevel;
        private final int highestLevel;

        Codec(String word, int defaultLevel, int lowestLevel, int highestLevel) {
            this.word = word;
            this.defaultLevel = defaultLevel;
            this.lowestLevel = lowestLevel;
            this.highestLevel = highestLevel;
        }

        /** The name that users write and read. */
        public String word() {
            return word;
        }

        /** Whether a level can be asked for. */
        public boolean hasLevels() {
            return highestLevel > 0;
        }

        private static Codec named(String word) {
            return Arrays.stream(values())
                    .filter(codec -> codec.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> UnknownName.of("compression", word, words()));
        }

        private static List<String> words() {
            return Arrays.stream(values()).map(Codec::word).toList();
        }
    }

    public Compression {
        if (level < codec.lowestLevel || level > codec.highestLevel) {
            throw new InvalidArgumentException(
                    "Invalid compression: %s:%d (%s)".formatted(codec.word, level, rule(codec)));
        }
    }

    /** That codec at its default level. */
    public static Compression of(Codec codec) {
        return new Compression(codec, codec.defaultLevel);
    }

    /** Reads {@code zstd}, {@code zstd:3}, {@code snappy}, {@code lz4}, {@code gzip}, {@code none}. */
    public static Compression parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(Codec.named(text));
        }
        Codec codec = Codec.named(text.substring(0, colon));
        if (!codec.hasLevels() || !text.substring(colon + 1).matches("\\d{1,4}")) {
            throw new InvalidArgumentException("Invalid compression: %s (%s)".formatted(text, rule(codec)));
        }
        return new Compression(codec, Integer.parseInt(text.substring(colon + 1)));
    }

    /** As users write it, with the level where there is one: {@code zstd:1}; {@code parse(word())} equals this. */
    public String word() {
        return codec.hasLevels() ? codec.word + ":" + level : codec.word;
    }

    @Override
    public String toString() {
        return word();
    }

    private static String rule(Codec codec) {
        return codec.hasLevels()
                ? "the level of %s is a whole number from %d to %d"
                        .formatted(codec.word, codec.lowestLevel, codec.highestLevel)
                : codec.word + " has no levels";
    }
}
