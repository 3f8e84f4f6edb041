package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.tensor.ElementType;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueAccumulatorTest {
    private static final long SEED = Long.getLong("seed", 20260101L);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 49, 64, 4095, 4096, 4097, 10_000, 200_704})
    void agreesWithTheFormulasInDoubles(int count) {
        Random random = new Random(SEED);
        assertMatchesFormulas(values(count, () -> Math.max(0, random.nextGaussian())));
        assertMatchesFormulas(values(count, () -> 1000 + random.nextGaussian()));
        assertMatchesFormulas(values(count, () -> 1e-25 * random.nextGaussian()));
        assertMatchesFormulas(values(count, () -> 1e30 * random.nextGaussian()));
        assertMatchesFormulas(values(count, () -> random.nextInt(4)));
        assertMatchesFormulas(values(count, () -> random.nextInt(50) == 0 ? 1e5 : random.nextGaussian()));
    }

    private static void assertMatchesFormulas(float[] values) {
        ValueStatistics actual = statistics(values);
        double sum = 0;
        double energy = 0;
        double magnitude = 0;
        for (float value : values) {
            sum += value;
            energy += (double) value * value;
            magnitude += Math.abs(value);
        }
        double mean = sum / values.length;
        double squaredDeviations = 0;
        int zeros = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            squaredDeviations += (value - mean) * (value - mean);
            zeros += value == 0 ? 1 : 0;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        String description = "seed %d, %d values from %s".formatted(SEED, values.length, values[0]);
        assertThat(actual.count()).as(description).isEqualTo(values.length);
        assertThat(actual.finite()).as(description).isEqualTo(values.length);
        assertThat(actual.zeros()).as(description).isEqualTo(zeros);
        assertThat(actual.min()).as(description).isEqualTo(min);
        assertThat(actual.max()).as(description).isEqualTo(max);
        assertThat(actual.mean()).as(description).isCloseTo(mean, within(1e-6 * magnitude / values.length));
        assertThat(actual.squaredDeviations())
                .as(description)
                .isCloseTo(squaredDeviations, within(2e-6 * squaredDeviations));
        assertThat(actual.energy()).as(description).isCloseTo(energy, within(2e-6 * energy));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4096, 4097, 20_000})
    void doublesWithGapsAgreeWithTheFormulas(int count) {
        Random random = new Random(SEED);
        double[] values = random.doubles(count, 999, 1001)
                .map(value -> value > 1000.9 ? Double.NaN : value)
                .toArray();
        ValueAccumulator accumulator = ValueAccumulator.of(ElementType.FLOAT64);
        accumulator.add(values, 0, count);
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(finite).average().orElseThrow();
        double squaredDeviations = Arrays.stream(finite)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double energy = Arrays.stream(finite).map(value -> value * value).sum();
        ValueStatistics actual = accumulator.statistics();
        assertThat(actual.nan()).isEqualTo(count - finite.length);
        assertThat(actual.min()).isEqualTo(Arrays.stream(finite).min().orElseThrow());
        assertThat(actual.max()).isEqualTo(Arrays.stream(finite).max().orElseThrow());
        assertThat(actual.mean()).isCloseTo(mean, within(1e-10));
        assertThat(actual.squaredDeviations()).isCloseTo(squaredDeviations, within(1e-9 * (1 + squaredDeviations)));
        assertThat(actual.energy()).isCloseTo(energy, within(1e-12 * energy));
    }

    @Test
    void doesNotDependOnTheBordersOfBatches() {
        Random random = new Random(SEED);
        float[] tensors = values(7 * 5000, random::nextGaussian);
        ValueAccumulator inOneBatch = ValueAccumulator.of(ElementType.FLOAT32);
        ValueAccumulator inSmallBatches = ValueAccumulator.of(ElementType.FLOAT32);
        for (int tensor = 0; tensor < 7; tensor++) {
            inOneBatch.add(tensors, tensor * 5000, 5000);
            float[] batch = new float[5017];
            System.arraycopy(tensors, tensor * 5000, batch, 17, 5000);
            inSmallBatches.add(batch, 17, 5000);
        }
        assertThat(inSmallBatches.statistics()).isEqualTo(inOneBatch.statistics());
    }

    @Test
    void countsWhatIsNotFiniteAndLeavesItOut() {
        float[] values = {
            Float.NaN, 1, Float.POSITIVE_INFINITY, 3, -0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0
        };
        assertThat(statistics(values)).isEqualTo(new ValueStatistics(8, 4, 1, 2, 1, 2, -0.0, 3, 1, 6, 10));
    }

    @Test
    void hasNoExtremesWhereNothingIsFinite() {
        ValueStatistics statistics = statistics(new float[] {Float.NaN, Float.NaN});
        assertThat(statistics.min()).isNaN();
        assertThat(statistics.max()).isNaN();
        assertThat(statistics.mean()).isNaN();
        assertThat(statistics.variance()).isNaN();
        assertThat(statistics.energy()).isZero();
    }

    @Test
    void denormalsAreNoZeros() {
        assertThat(statistics(new float[] {Float.MIN_VALUE, 0, -Float.MIN_VALUE, 1})
                        .zeros())
                .isEqualTo(1);
    }

    @Test
    void aConstantColumnHasNoVariance() {
        float[] values = new float[9999];
        Arrays.fill(values, 0.1f);
        assertThat(statistics(values).variance()).isZero();
        assertThat(statistics(values).mean()).isEqualTo(0.1f);
    }

    @ParameterizedTest
    @EnumSource
    void readsTheCarrierOfEachType(ElementType type) {
        Object carrier = type.newArray(4);
        one(type, carrier);
        ValueAccumulator accumulator = ValueAccumulator.of(type);
        accumulator.add(carrier, 0, 4);
        assertThat(accumulator.statistics()).isEqualTo(new ValueStatistics(4, 4, 0, 0, 0, 3, 0, 1, 0.25, 0.75, 1));
    }

    private static void one(ElementType type, Object carrier) {
        switch (type) {
            case FLOAT16 -> ((short[]) carrier)[1] = 0x3c00;
            case BFLOAT16 -> ((short[]) carrier)[1] = 0x3f80;
            case FLOAT32 -> ((float[]) carrier)[1] = 1;
            case FLOAT64 -> ((double[]) carrier)[1] = 1;
            case INT8, UINT8, BOOL -> ((byte[]) carrier)[1] = 1;
            case INT16, UINT16 -> ((short[]) carrier)[1] = 1;
            case INT32, UINT32 -> ((int[]) carrier)[1] = 1;
            case INT64, UINT64 -> ((long[]) carrier)[1] = 1;
        }
    }

    @Test
    void unsignedTypesHaveNoNegativeValues() {
        assertThat(largest(ElementType.UINT8, new byte[] {-1})).isEqualTo(255);
        assertThat(largest(ElementType.UINT16, new short[] {-1})).isEqualTo(65535);
        assertThat(largest(ElementType.UINT32, new int[] {-1})).isEqualTo(4294967295.0);
        assertThat(largest(ElementType.UINT64, new long[] {-1})).isEqualTo(0x1p64);
        assertThat(largest(ElementType.INT8, new byte[] {-1})).isEqualTo(-1);
    }

    private static double largest(ElementType type, Object carrier) {
        ValueAccumulator accumulator = ValueAccumulator.of(type);
        accumulator.add(carrier, 0, 1);
        return accumulator.statistics().max();
    }

    private static ValueStatistics statistics(float[] values) {
        ValueAccumulator accumulator = ValueAccumulator.of(ElementType.FLOAT32);
        accumulator.add(values, 0, values.length);
        return accumulator.statistics();
    }

    private static float[] values(int count, DoubleSupplier source) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) source.getAsDouble();
        }
        return values;
    }
}
