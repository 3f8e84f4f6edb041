package io.sparkpooling.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Exact sums against those of {@link BigDecimal}. */
class ExactSumTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void isTheExactSumRoundedOnce() {
        int wide = 0;
        for (int i = 0; i < 20_000; i++) {
            int spread = 1 + random.nextInt(60);
            double[] numbers = DoubleStream.generate(() -> number(spread))
                    .limit(1 + random.nextInt(40))
                    .toArray();
            ExactSum sum = summed(numbers);
            wide += sum.isExact(numbers.length) && sum.isWide() ? 1 : 0;
            if (sum.isExact(numbers.length)) {
                compare(add(sum, numbers), numbers);
            }
        }
        assertThat(wide).as("sums of two words").isPositive();
    }

    private double number(int spread) {
        double number = random.nextBoolean() ? random.nextGaussian() : (float) random.nextGaussian();
        return random.nextInt(9) == 0 ? 0 : Math.scalb(number, random.nextInt(spread));
    }

    private static ExactSum summed(double[] numbers) {
        ExactSum sum = new ExactSum();
        sum.begin();
        DoubleStream.of(numbers).forEach(sum::note);
        return sum;
    }

    private static ExactSum add(ExactSum sum, double[] numbers) {
        DoubleStream.of(numbers).forEach(sum::add);
        return sum;
    }

    private void compare(ExactSum sum, double[] numbers) {
        BigDecimal exact = DoubleStream.of(numbers).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum.value()).as("seed %d", seed).isEqualTo(exact.doubleValue());
        assertThat(new BigDecimal(sum.value()).add(new BigDecimal(sum.rest())))
                .as("seed %d", seed)
                .isEqualByComparingTo(exact);
    }

    @Test
    void isNotExactWhereDigitsLieTooFarApartOrANumberIsNone() {
        assertThat(summed(new double[] {1e40, 1.0 / 3}).isExact(2)).isFalse();
        assertThat(summed(new double[] {Double.NaN, 1}).isExact(2)).isFalse();
        assertThat(summed(new double[] {Double.MIN_VALUE}).isExact(1)).isFalse();
    }
}
