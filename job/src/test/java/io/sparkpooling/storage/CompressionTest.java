package io.sparkpooling.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.Compression.Codec;
import io.sparkpooling.tensor.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    @ParameterizedTest
    @CsvSource({"zstd,ZSTD,1", "zstd:3,ZSTD,3", "zstd:22,ZSTD,22", "snappy,SNAPPY,0", "lz4,LZ4_RAW,0", "gzip,GZIP,6"})
    void aCodecAndItsLevelAreRead(String text, Codec codec, int level) {
        assertThat(Compression.parse(text)).isEqualTo(new Compression(codec, level));
    }

    @Test
    void noneIsACompression() {
        assertThat(Compression.parse("none")).isEqualTo(new Compression(Codec.NONE, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd:1", "zstd:19", "snappy", "lz4", "gzip:9", "none"})
    void whatIsWrittenIsWhatIsRead(String text) {
        assertThat(Compression.parse(text).word()).isEqualTo(text);
    }

    @Test
    void anUnknownCodecIsToldTheNearest() {
        assertThatThrownBy(() -> Compression.parse("ztsd"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Unknown compression: ztsd (did you mean zstd? known: zstd, snappy, lz4, gzip, none)");
    }

    @Test
    void aCodecUnlikeAnyIsToldThemAll() {
        assertThatThrownBy(() -> Compression.parse("brotli"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Unknown compression: brotli (known: zstd, snappy, lz4, gzip, none)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd:0", "zstd:23", "zstd:9999"})
    void aLevelOutOfBoundsIsRefused(String text) {
        assertThatThrownBy(() -> Compression.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid compression: " + text + " (the level of zstd is a whole number from 1 to 22)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd:", "zstd:-1", "zstd:fast", "zstd:99999999999"})
    void aLevelThatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> Compression.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid compression: " + text + " (the level of zstd is a whole number from 1 to 22)");
    }

    @Test
    void aLevelForACodecWithoutLevelsIsRefused() {
        assertThatThrownBy(() -> Compression.parse("snappy:2"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid compression: snappy:2 (snappy has no levels)");
    }

    @ParameterizedTest
    @EnumSource
    void anEncodingIsReadByItsWord(Encoding encoding) {
        assertThat(Encoding.named(encoding.word())).isEqualTo(encoding);
    }

    @Test
    void anUnknownEncodingIsToldTheNearest() {
        assertThatThrownBy(() -> Encoding.named("byte_stream_split"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Unknown encoding: byte_stream_split (did you mean byte-stream-split?"
                        + " known: plain, byte-stream-split)");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }
}
