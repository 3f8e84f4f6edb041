package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taps that weigh differently, against the formulas written again. */
class WeightsTest {
    private static final long SEED = System.nanoTime();
    private static final TensorType MAP = TensorType.of(ElementType.FLOAT64, Shape.of(2, 6));
    private static final TensorType PLACES = TensorType.of(ElementType.FLOAT32, Shape.of(6));

    /** Of one window: its elements and their weights. */
    private interface Formula {
        double of(double[] x, double[] w);
    }

    private static double sum(double[] w, double[] x, DoubleUnaryOperator term) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> w[i] * term.applyAsDouble(x[i]))
                .sum();
    }

    private static double mean(double[] w, double[] x, DoubleUnaryOperator term) {
        return sum(w, x, term)
                / IntStream.range(0, x.length).mapToDouble(i -> w[i]).sum();
    }

    private static double variance(double[] x, double[] w) {
        double mean = mean(w, x, v -> v);
        return mean(w, x, v -> (v - mean) * (v - mean));
    }

    private static final Map<String, Formula> FORMULAS = Map.of(
            "avg_pool1d(x, kernel_size=3", (x, w) -> mean(w, x, v -> v),
            "sum_pool1d(x, kernel_size=3", (x, w) -> sum(w, x, v -> v),
            "adaptive_avg_pool1d(x, output_size=2", (x, w) -> mean(w, x, v -> v),
            "gem_pool1d(x, kernel_size=3, p=4", (x, w) -> Math.pow(mean(w, x, v -> Math.pow(v, 4)), 0.25),
            "lp_pool1d(x, norm_type=2, kernel_size=3", (x, w) -> Math.sqrt(3 * mean(w, x, v -> v * v)),
            "lp_pool1d(x, norm_type=3, kernel_size=3, stride=3, mode='onnx'",
                    (x, w) -> Math.cbrt(sum(w, x, v -> v * v * v)),
            "var_pool1d(x, kernel_size=3", WeightsTest::variance,
            "std_pool1d(x, kernel_size=3", (x, w) -> Math.sqrt(variance(x, w)));

    @Test
    void weighTheTapsOfEveryFormula() {
        Random random = new Random(SEED);
        double[] map = random.doubles(12, 0.5, 9).toArray();
        float[] weights = new float[6];
        for (int i = 0; i < 6; i++) {
            weights[i] = random.nextFloat() + 0.01f;
        }
        FORMULAS.forEach((call, formula) -> {
            double[] pooled = pooled(call + ", weights='w')", map, PLACES, weights);
            for (int output = 0; output < 4; output++) {
                int first = output / 2 * 6 + output % 2 * 3;
                double[] x = {map[first], map[first + 1], map[first + 2]};
                int place = first % 6;
                double[] w = {weights[place], weights[place + 1], weights[place + 2]};
                assertThat(pooled[output]).as("%s, seed %d", call, SEED).isCloseTo(formula.of(x, w), within(1e-12));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avg_pool1d(x, kernel_size=3, stride=1",
                "sum_pool1d(x, kernel_size=3",
                "global_avg_pool(x, axes=[1]",
                "global_sum_pool(x, axes=[1]",
                "global_gem_pool(x, axes=[1]",
                "gem_pool1d(x, kernel_size=2",
                "lp_pool1d(x, norm_type=2, kernel_size=3, ceil_mode=true, stride=2",
                "var_pool1d(x, kernel_size=3, padding=1",
                "avg_pool1d(x, kernel_size=3, padding=1, boundary='reflect'"
            })
    void ofOneChangeNothing(String call) {
        double[] map = new Random(SEED).doubles(12, 0.5, 9).toArray();
        double[] weighted = pooled(call + ", weights='w')", map, PLACES, new float[] {1, 1, 1, 1, 1, 1});
        double[] plain = (double[]) Pooled.apply(Pooled.bind(call + ")", ElementType.FLOAT64, 2, 6), map);
        assertThat(weighted).as("seed %d", SEED).containsExactly(plain, within(1e-13));
    }

    @Test
    void mayBelongToEachElement() {
        double[] map = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        float[] weights = {1, 3, 0, 0, 0, 1, 1, 1, 2, 2, 0, 1};
        double[] pooled = pooled(
                "avg_pool1d(x, kernel_size=2, weights='w')", map, MAP.withElementType(ElementType.FLOAT32), weights);
        assertThat(pooled).containsExactly(1.75, Double.NaN, 6, 7.5, 9.5, 12);
    }

    @Test
    void ofZeroHideWhatIsNotANumber() {
        double[] map = {1, Double.NaN, 3, 4, 5, 6, 7, Double.POSITIVE_INFINITY, 9, 10, 11, 12};
        assertThat(pooled("avg_pool1d(x, kernel_size=2, weights='w')", map, PLACES, new float[] {1, 0, 1, 1, 1, 0}))
                .containsExactly(1, 3.5, 5, 7, 9.5, 11);
    }

    @Test
    void nothingThatWeighsGivesNodata() {
        double[] map = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        float[] weights = {0, 0, 1, 1, 1, 1};
        assertThat(pooled("sum_pool1d(x, kernel_size=2, nodata=-1, weights='w')", map, PLACES, weights))
                .containsExactly(-1, 7, 11, -1, 19, 23);
    }

    @ParameterizedTest
    @CsvSource({"-0.5", "NaN", "Infinity"})
    void badWeightsMakeABadRow(float weight) {
        assertThatThrownBy(
                        () -> pooled("avg_pool1d(x, kernel_size=2, weights='w')", new double[12], PLACES, new float[] {
                            1, 1, weight, 1, 1, 1
                        }))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("weight of element 2 is %s (must be finite and >= 0)".formatted((double) weight));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, weights='w') | float32 | Invalid weights: max_pool1d has no weighted form (avg, sum, gem,"
                        + " lp, and var and std with correction=0 have)",
                "var_pool1d(x, kernel_size=2, correction=1, weights='w') | float32 | Invalid weights: var_pool1d has no weighted form"
                        + " (avg, sum, gem, lp, and var and std with correction=0 have)",
                "avg_pool1d(x, kernel_size=2, divisor_override=3, weights='w') | float32 | Invalid divisor_override: with weights (the"
                        + " weights divide)",
                "avg_pool1d(x, kernel_size=3, padding=1, weights='w') | float32 | Invalid count_include_pad: true with nan, nodata,"
                        + " mask or weights (padding counts, but a left-out tap does not: say count_include_pad=false)",
                "sum_pool1d(x, kernel_size=2, nodata=0, weights='w') | int8 | Invalid weights: of int8, whose sum_pool1d is an integer"
                        + " (weights make fractions)",
                "avg_pool1d(x, kernel_size=2, weights='w') | int8 | Invalid weights: of int8 (say nodata= too: a window without taps has"
                        + " no other value)"
            })
    void areRefusedWithoutAFormula(String expression, String type, String message) {
        assertThatThrownBy(() -> PoolingExpression.parse(expression)
                        .bind(TensorType.of(ElementType.named(type), Shape.of(2, 6)), Map.of("weights", PLACES)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    private static double[] pooled(String expression, double[] map, TensorType type, float[] weights) {
        Pooling pooling = PoolingExpression.parse(expression).bind(MAP, Map.of("weights", type));
        double[] result = new double[pooling.output().shape().elementCount()];
        TensorView[] inputs = {new TensorView(MAP).moveTo(map, 0), new TensorView(type).moveTo(weights, 0)};
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }
}
