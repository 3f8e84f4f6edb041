package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void bytesHaveOneDecimalAndTheLargestFittingUnit() {
        assertThat(Quantity.bytes(0)).isEqualTo("0 B");
        assertThat(Quantity.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantity.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(Quantity.bytes(1024 * 1024 - 1)).isEqualTo("1.0 MiB");
        assertThat(Quantity.bytes(5.5 * (1L << 40))).isEqualTo("5.5 TiB");
        assertThat(Quantity.bytes(Double.NaN)).isEqualTo("-");
    }

    @Test
    void valuesHaveFourDigits() {
        assertThat(Quantity.value(0.40051)).isEqualTo("0.4005");
        assertThat(Quantity.value(-12345.6)).isEqualTo("-12346");
        assertThat(Quantity.value(1.23e9)).isEqualTo("1.230e+09");
        assertThat(Quantity.value(-0.0)).isEqualTo("0");
        assertThat(Quantity.value(Double.NaN)).isEqualTo("-");
    }

    @Test
    void timesHaveTwoUnitsAtMost() {
        assertThat(Quantity.time(12_500)).isEqualTo("12.5 s");
        assertThat(Quantity.time(59_990)).isEqualTo("1 min 00 s");
        assertThat(Quantity.time(7_620_000)).isEqualTo("2 h 07 min");
    }
}
