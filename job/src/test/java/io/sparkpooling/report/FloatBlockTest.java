package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectorised loops against the definition, written down as plainly as it can be said. */
class FloatBlockTest {
    private static final long SEED = Long.getLong("seed", 20260102L);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 63, 64, 65, 1000, 2048, 4095, 4096})
    void sumsByHalving(int count) {
        Random random = new Random(SEED);
        FloatBlock block = new FloatBlock();
        for (int round = 0; round < 300; round++) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) Math.max(-0.5, random.nextGaussian()) * (round % 7 - 3);
            }
            String description = "seed %d, %d values, round %d".formatted(SEED, count, round);
            assertThat(block.sum(values, 0, count)).as(description).isTrue();
            assertThat(block.statistics()).as(description).isEqualTo(definition(values));
        }
    }

    private static ValueStatistics definition(float[] values) {
        int count = values.length;
        float[] middle = {values[0], values[count / 2], values[count - 1]};
        java.util.Arrays.sort(middle);
        float pivot = middle[1];
        int length = count == 1 ? 1 : 2 * Integer.highestOneBit(count - 1);
        float[] deviations = new float[length];
        float[] squares = new float[length];
        float[] padded = new float[length];
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            padded[i] = i < count ? values[i] : pivot;
            deviations[i] = padded[i] - pivot;
            squares[i] = deviations[i] * deviations[i];
            zeros += i < count && values[i] == 0 ? 1 : 0;
        }
        double sum = halved(deviations, (a, b) -> (float) a + (float) b);
        double squared = halved(squares, (a, b) -> (float) a + (float) b);
        return new ValueStatistics(
                count,
                count,
                0,
                0,
                0,
                zeros,
                halved(padded, Math::min),
                halved(padded, Math::max),
                pivot + sum / count,
                Math.max(0, squared - sum * sum / count),
                Math.max(0, squared + pivot * (2 * sum + (double) pivot * count)));
    }

    private static float halved(float[] values, DoubleBinaryOperator join) {
        float[] lanes = values.clone();
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] = (float) join.applyAsDouble(lanes[j], lanes[j + half]);
            }
        }
        return lanes[0];
    }
}
