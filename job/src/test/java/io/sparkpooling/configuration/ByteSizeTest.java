package io.sparkpooling.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "4096B, 4096", "64KiB, 65536", "128MiB, 134217728", "2 GiB, 2147483648", "1TiB, 1099511627776"})
    void readsBinaryUnits(String text, long bytes) {
        assertThat(ByteSize.parse("size", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"1, 1B", "1000, 1000B", "65536, 64KiB", "134217728, 128MiB", "1099511627776, 1TiB"})
    void writesTheLargestUnitThatIsExact(long bytes, String text) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1MiB", "1.5GiB", "128MB", "128mib", "MiB", "999999999999999TiB"})
    void refusesWhatIsNoExactSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse("target-file-size", text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid target-file-size: " + text
                        + " (must be a positive whole number of B, KiB, MiB, GiB or TiB, such as 128MiB)");
    }
}
