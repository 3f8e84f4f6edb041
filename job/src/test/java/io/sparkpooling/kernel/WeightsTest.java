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
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
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

    private static double[] exponentials(double[] x, double[] w) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> w[i] * Math.exp(x[i]))
                .toArray();
    }

    private static double logMeanExp(double[] x, double[] w) {
        return Math.log(mean(w, x, v -> Math.exp(2 * v))) / 2;
    }

    private static double blend(double alpha, double[] x, double[] w) {
        return alpha * DoubleStream.of(x).max().orElseThrow() + (1 - alpha) * mean(w, x, v -> v);
    }

    private static final Map<String, Formula> FORMULAS = new TreeMap<>(Map.of(
            "avg_pool1d(x, kernel_size=3", (x, w) -> mean(w, x, v -> v),
            "sum_pool1d(x, kernel_size=3", (x, w) -> sum(w, x, v -> v),
            "adaptive_avg_pool1d(x, output_size=2", (x, w) -> mean(w, x, v -> v),
            "gem_pool1d(x, kernel_size=3, p=4", (x, w) -> Math.pow(mean(w, x, v -> Math.pow(v, 4)), 0.25),
            "lp_pool1d(x, norm_type=2, kernel_size=3", (x, w) -> Math.sqrt(3 * mean(w, x, v -> v * v)),
            "lp_pool1d(x, norm_type=3, kernel_size=3, stride=3, mode='onnx'",
                    (x, w) -> Math.cbrt(sum(w, x, v -> v * v * v)),
            "var_pool1d(x, kernel_size=3", WeightsTest::variance,
            "std_pool1d(x, kernel_size=3", (x, w) -> Math.sqrt(variance(x, w))));

    static {
        FORMULAS.putAll(Map.of(
                "rms_pool1d(x, kernel_size=3", (x, w) -> Math.sqrt(mean(w, x, v -> v * v)),
                "soft_pool1d(x, kernel_size=3", (x, w) -> mean(exponentials(x, w), x, v -> v),
                "logsumexp_pool1d(x, kernel_size=3, r=2", WeightsTest::logMeanExp,
                "avgmax_pool1d(x, kernel_size=3", (x, w) -> blend(0.5, x, w),
                "mixed_pool1d(x, alpha=0.2, kernel_size=3", (x, w) -> blend(0.2, x, w)));
    }

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
                "rms_pool1d(x, kernel_size=3, stride=1",
                "soft_pool1d(x, kernel_size=3, stride=1",
                "logsumexp_pool1d(x, kernel_size=3, stride=1",
                "mixed_pool1d(x, alpha=0.3, kernel_size=3, stride=1",
                "median_pool1d(x, kernel_size=4, stride=1",
                "quantile_pool1d(x, q=0.7, kernel_size=5, stride=1",
                "blur_pool1d(x, filter_size=3",
                "blur_pool1d(x, filter_size=4, padding='replicate'",
                "avg_pool1d(x, kernel_size=3, padding=1, boundary='reflect'"
            })
    void ofOneChangeNothing(String call) {
        double[] map = new Random(SEED).doubles(12, 0.5, 9).toArray();
        double[] weighted = pooled(call + ", weights='w')", map, PLACES, new float[] {1, 1, 1, 1, 1, 1});
        double[] plain = (double[]) Pooled.apply(Pooled.bind(call + ")", ElementType.FLOAT64, 2, 6), map);
        assertThat(weighted).as("seed %d", SEED).containsExactly(plain, within(1e-13));
    }

    /** What {@code xarray.DataArray.weighted(w).quantile(q)} says, version 2026.9.0. */
    @ParameterizedTest
    @CsvSource({
        "0, 1.0163934426229508, -2",
        "0.1, 1.3245901639344264, -2",
        "0.3, 2.4852459016393444, -1.6579439252336454",
        "0.5, 3.754098360655738, 0.3457943925233633",
        "0.75, 4.80327868852459, 2.9501557632398745",
        "1, 5, 5.554517133956386"
    })
    void ofQuantilesAreXarrays(double q, double ofFive, double ofThree) {
        double[] map = {3, 1, 2, 5, 4, 0, 7, -2, 0.5, 9, Double.NaN, 0};
        float[] weights = {1, 2, 0.5f, 3, 1, 0, 0.25f, 4, 0, 2, 0, 0};
        TensorType each = MAP.withElementType(ElementType.FLOAT32);
        String call = "quantile_pool1d(x, q=%s, kernel_size=6, weights='w')".formatted(q);
        assertThat(pooled(call, map, each, weights)).containsExactly(new double[] {ofFive, ofThree}, within(1e-13));
        for (float scale : new float[] {0x1p-140f, 0x1p120f}) {
            float[] scaled = weights.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= scale;
            }
            assertThat(pooled(call, map, each, scaled)).isEqualTo(pooled(call, map, each, weights));
        }
    }

    @Test
    void multiplyTheOverlapsOfAreas() {
        TensorType map = TensorType.of(ElementType.FLOAT64, Shape.of(1, 3));
        Pooling pooling = PoolingExpression.parse("area_pool2d(x, output_size=[1,2], weights='w')")
                .bind(map, Map.of("weights", map));
        double[] result = new double[2];
        TensorView[] inputs = {
            new TensorView(map).moveTo(new double[] {6, 3, 5}, 0), new TensorView(map).moveTo(new double[] {1, 4, 0}, 0)
        };
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        // the middle element lies half in each of the two areas
        assertThat(result).containsExactly(new double[] {(6 * 1 + 3 * 4 * 0.5) / (1 + 4 * 0.5), 3}, within(1e-15));
    }

    @Test
    void multiplyTheBinomialOnes() {
        double[] map = {4, 1, 2, 8, 5, 7, 4, 1, 2, 8, 5, 7};
        double[] pooled =
                pooled("blur_pool1d(x, filter_size=3, padding='replicate', weights='w')", map, PLACES, new float[] {
                    1, 3, 0, 2, 0.5f, 1
                });
        double[] expected = {(4 + 2 * 4 + 3 * 1) / 6.0, (3 * 1 + 2 * 8) / 5.0, (2 * 8 + 2 * 0.5 * 5 + 7) / 4.0};
        assertThat(pooled)
                .containsExactly(
                        new double[] {expected[0], expected[1], expected[2], expected[0], expected[1], expected[2]},
                        within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soft_pool1d(x, kernel_size=2", "logsumexp_pool1d(x, kernel_size=2"})
    void doNotMakeExponentialsOverflow(String call) {
        double[] map = {1000, 1001, -1000, -1001, 400, 401, 0, 1, 0, 0, 1e-300, 0};
        double[] weighted = pooled(call + ", weights='w')", map, PLACES, new float[] {1, 1e-30f, 3, 3, 1e30f, 1e30f});
        double[] plain = (double[]) Pooled.apply(Pooled.bind(call + ")", ElementType.FLOAT64, 2, 6), map);
        double tiny = Math.E * (double) 1e-30f;
        double first = call.startsWith("soft") ? 1000 + tiny : 1000 + Math.log1p(tiny);
        assertThat(weighted[0]).isCloseTo(first, within(1e-12));
        assertThat(weighted[1]).isCloseTo(plain[1], within(1e-12));
        assertThat(weighted[2]).isCloseTo(plain[2], within(1e-12));
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
                "max_pool1d(x, kernel_size=2, weights='w') | float32 | Invalid weights: max_pool1d has no weighted form (the largest or"
                        + " smallest tap is the same whatever taps weigh: say mask= to leave some out)",
                "range_pool1d(x, kernel_size=2, weights='w') | float32 | Invalid weights: range_pool1d has no weighted form (the largest"
                        + " or smallest tap is the same whatever taps weigh: say mask= to leave some out)",
                "std_pool1d(x, kernel_size=2, correction=1, weights='w') | float32 | Invalid weights: std_pool1d has no weighted form"
                        + " (what a correction of weights should be, no one agrees on: say correction=0)",
                "topk_avg_pool1d(x, k=1, kernel_size=2, weights='w') | float32 | Invalid weights: topk_avg_pool1d has no weighted form"
                        + " (none is defined here)",
                "blur_pool1d(x, padding='zero', weights='w') | float32 | Invalid weights: with padding='zero' (the zeros have none: say"
                        + " 'reflect' or 'replicate')",
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
