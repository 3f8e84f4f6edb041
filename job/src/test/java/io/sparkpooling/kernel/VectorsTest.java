package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tests run once with the JDK's vectors and once without; here it is said which of the two it is. */
class VectorsTest {
    private static final int ALL_HALVES = 1 << 16;

    @Test
    void areFoundWhereTheJvmHasThem() {
        boolean expected = Boolean.parseBoolean(System.getProperty("vectors.expected"));
        boolean wide = System.getProperty("os.arch").matches("amd64|x86_64");

        assertThat(Vectors.areFound()).isEqualTo(expected && wide);
    }

    @Test
    void everyHalfIsTheSameFloat() {
        short[] halves = new short[ALL_HALVES];
        for (int bits = 0; bits < ALL_HALVES; bits++) {
            halves[bits] = (short) bits;
        }
        float[] values = new float[ALL_HALVES];

        FloatConversion.read(ElementType.FLOAT16, halves, 0, values, ALL_HALVES);
        for (int bits = 0; bits < ALL_HALVES; bits++) {
            assertThat(Float.floatToRawIntBits(values[bits]))
                    .isEqualTo(Float.floatToRawIntBits(Float16.toFloat((short) bits)));
        }
        FloatConversion.read(ElementType.BFLOAT16, halves, 0, values, ALL_HALVES);
        for (int bits = 0; bits < ALL_HALVES; bits++) {
            assertThat(Float.floatToRawIntBits(values[bits]))
                    .isEqualTo(Float.floatToRawIntBits(BFloat16.toFloat((short) bits)));
        }
    }

    /** Random bits, and the neighbours of every half and of every place between two halves. */
    @Test
    void everyFloatIsRoundedToTheSameHalf() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] values = new float[10 * ALL_HALVES];
        for (int i = 0; i < values.length; i++) {
            int half = Float.floatToRawIntBits(Float16.toFloat((short) (i / 10)));
            int between = half + (i % 2 == 0 ? 0 : 0x1000);
            values[i] = Float.intBitsToFloat(i % 10 < 4 ? random.nextInt() : between + i % 3 - 1);
        }
        short[] halves = new short[values.length];

        FloatConversion.write(ElementType.FLOAT16, values, values.length, halves, 0);
        for (int i = 0; i < values.length; i++) {
            assertThat(halves[i]).as("seed %d, %s", seed, values[i]).isEqualTo(Float16.fromFloat(values[i]));
        }
        FloatConversion.write(ElementType.BFLOAT16, values, values.length, halves, 0);
        for (int i = 0; i < values.length; i++) {
            assertThat(halves[i]).as("seed %d, %s", seed, values[i]).isEqualTo(BFloat16.fromFloat(values[i]));
        }
    }
}
