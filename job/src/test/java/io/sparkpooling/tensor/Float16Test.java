package io.sparkpooling.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Arrow's own conversions are the reference. */
class Float16Test {
    @Test
    void everyHalfHasArrowsValue() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float expected = org.apache.arrow.memory.util.Float16.toFloat((short) bits);
            assertThat(Float.floatToIntBits(Float16.toFloat((short) bits))).isEqualTo(Float.floatToIntBits(expected));
        }
    }

    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = Float16.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Float16.fromFloat(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void roundsToTheNearestHalfTiesToEven() {
        SplittableRandom random = new SplittableRandom(16);
        for (int i = 0; i < 1_000_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            short rounded = Float16.fromFloat(value);
            if (Float.isNaN(value)) {
                assertThat(Float16.toFloat(rounded)).isNaN();
            } else if (rounded != nearest(value)) {
                assertThat(rounded).as("float16 of %s", value).isEqualTo(nearest(value));
            }
        }
    }

    /** By the definition: of the two neighbours the nearer, of equally near ones the even. */
    private static short nearest(float value) {
        double magnitude = Math.abs((double) value);
        int low = 0;
        int high = 0x7c00;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            double candidate = Float16.toFloat((short) middle);
            if (candidate <= magnitude) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double below = Float16.toFloat((short) low);
        double above = high == 0x7c00 ? 65536 : Float16.toFloat((short) high);
        double middle = (below + above) / 2;
        int chosen = magnitude < middle || magnitude == middle && (low & 1) == 0 ? low : high;
        return (short) (Float.floatToRawIntBits(value) >>> 16 & 0x8000 | chosen);
    }
}
