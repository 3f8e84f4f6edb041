package io.sparkpooling.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BFloat16Test {

    @Test
    void everyValueComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short value = (short) bits;
            boolean signalling = Float.isNaN(BFloat16.toFloat(value)) && (bits & 0x40) == 0;
            assertThat(BFloat16.fromFloat(BFloat16.toFloat(value)))
                    .isEqualTo(signalling ? (short) (bits | 0x40) : value);
        }
    }

    @Test
    void roundsToNearestAndTiesToEven() {
        assertThat(BFloat16.fromFloat(0x1.01p0f)).isEqualTo(BFloat16.fromFloat(1f));
        assertThat(BFloat16.fromFloat(0x1.03p0f)).isEqualTo(BFloat16.fromFloat(0x1.04p0f));
        assertThat(BFloat16.fromFloat(0x1.010002p0f)).isEqualTo(BFloat16.fromFloat(0x1.02p0f));
        assertThat(BFloat16.toFloat(BFloat16.fromFloat(Float.MAX_VALUE))).isEqualTo(Float.POSITIVE_INFINITY);
    }
}
