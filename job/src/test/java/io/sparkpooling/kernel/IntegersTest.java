package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums, averages and norms of integers: exact, or refused. */
class IntegersTest {
    private static final long SEED = System.nanoTime();
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void averagesOfUint64AreExact() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int kernel = 1 + random.nextInt(9);
            long[] values = random.longs(kernel).toArray();
            assertThat(average(kernel, "truncate", values)).as("seed %d", SEED).isEqualTo(quotient(values)[0]);
            assertThat(average(kernel, "round", values)).as("seed %d", SEED).isEqualTo(halfEven(values));
        }
    }

    private static BigInteger average(int kernel, String rule, long... values) {
        String call = "avg_pool1d(x, kernel_size=%d, integer_result='%s')".formatted(kernel, rule);
        return unsigned(((long[]) Pooled.apply(Pooled.bind(call, ElementType.UINT64, kernel), values))[0]);
    }

    private static BigInteger unsigned(long bits) {
        return BigInteger.valueOf(bits).mod(TWO_TO_64);
    }

    private static BigInteger[] quotient(long... values) {
        BigInteger sum = BigInteger.ZERO;
        for (long value : values) {
            sum = sum.add(unsigned(value));
        }
        return sum.divideAndRemainder(BigInteger.valueOf(values.length));
    }

    private static BigInteger halfEven(long... values) {
        BigInteger[] parts = quotient(values);
        int half = parts[1].shiftLeft(1).compareTo(BigInteger.valueOf(values.length));
        return half > 0 || half == 0 && parts[0].testBit(0) ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    @Test
    void sumsOfUint64AreUint64() {
        assertThat((long[]) Pooled.apply(
                        Pooled.bind("sum_pool1d(x, kernel_size=2)", ElementType.UINT64, 4), new long[] {-5, 4, 1, 2}))
                .containsExactly(-1, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum_pool1d(x, kernel_size=2)",
                "global_sum_pool(x, axes=[0])",
                "avg_pool1d(x, kernel_size=2, divisor_override=1)"
            })
    void sumsBeyondUint64MakeABadRow(String call) {
        assertThatThrownBy(() -> Pooled.apply(Pooled.bind(call, ElementType.UINT64, 2), new long[] {-5, 5}))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("the result of a window is larger than uint64");
    }

    @Test
    void resultsBeyondTheTypeMakeABadRow() {
        assertThatThrownBy(() -> Pooled.apply(
                        Pooled.bind("avg_pool1d(x, kernel_size=2, divisor_override=1)", ElementType.INT8, 2),
                        new byte[] {100, 28}))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("the result 128 of a window is beyond int8");
    }

    @Test
    void uint64HasNoNegativeDivisor() {
        assertThatThrownBy(
                        () -> Pooled.bind("avg_pool1d(x, kernel_size=2, divisor_override=-2)", ElementType.UINT64, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid divisor_override: -2 (uint64 has no negative numbers)");
    }

    @Test
    void adaptiveAveragesOfIntegersAreFloats() {
        byte[] values = {1, 2, 4, (byte) 255};
        assertThat((float[]) Pooled.apply(
                        Pooled.bind("adaptive_avg_pool1d(x, output_size=2)", ElementType.UINT8, 4), values))
                .containsExactly(1.5f, 129.5f);
        assertThat((float[]) Pooled.apply(Pooled.bind("global_avg_pool(x, axes=[0])", ElementType.INT8, 4), values))
                .containsExactly(1.5f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"truncate | 1 | -2", "round | 2 | -2"})
    void adaptiveAveragesOfIntegersStayIntegersWhereAsked(String rule, byte first, byte second) {
        String call = "adaptive_avg_pool1d(x, output_size=2, integer_result='%s')".formatted(rule);
        assertThat((byte[]) Pooled.apply(Pooled.bind(call, ElementType.INT8, 4), new byte[] {1, 2, -2, -3}))
                .containsExactly(first, second);
    }

    @Test
    void normsOfIntegersAreFloats() {
        int[] values = {3, 4, -5, 12};
        assertThat((double[]) Pooled.apply(
                        Pooled.bind("lp_pool1d(x, norm_type=2, kernel_size=2)", ElementType.INT32, 4), values))
                .containsExactly(5, 13);
        assertThat((double[]) Pooled.apply(
                        Pooled.bind("global_lp_pool(x, norm_type=1, axes=[0])", ElementType.INT32, 4), values))
                .containsExactly(14);
    }

    @Test
    void floatAveragesOfIntegersCountTheTapsThatAreLeft() {
        String call = "avg_pool1d(x, kernel_size=2, nodata=0, integer_result='float')";
        assertThat((float[]) Pooled.apply(Pooled.bind(call, ElementType.INT8, 4), new byte[] {7, 0, 1, 2}))
                .containsExactly(7, 1.5f);
    }
}
