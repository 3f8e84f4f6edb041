package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations defined in float64, against plain formulas and windows written here, and worked by hand. */
class StatisticsTest {
    private static final List<ElementType> TYPES = List.of(
            ElementType.FLOAT32,
            ElementType.FLOAT64,
            ElementType.FLOAT16,
            ElementType.UINT8,
            ElementType.INT16,
            ElementType.INT64);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    static Stream<Arguments> formulas() {
        return FORMULAS.entrySet().stream().flatMap(formula -> IntStream.of(1, 2, 3)
                .mapToObj(axes -> Arguments.of(formula.getKey(), axes, formula.getValue())));
    }

    private static final Map<String, ToDoubleFunction<double[]>> FORMULAS = Map.ofEntries(
            Map.entry("gem_pool", taps -> Math.cbrt(mean(taps, x -> Math.pow(Math.max(x, 1e-6), 3)))),
            Map.entry(
                    "gem_pool p=2.5, eps=0.5", taps -> Math.pow(mean(taps, x -> Math.pow(Math.max(x, 0.5), 2.5)), 0.4)),
            Map.entry("var_pool", taps -> squaredDistances(taps) / taps.length / taps.length),
            Map.entry("var_pool correction=1", StatisticsTest::sampleVariance),
            Map.entry("std_pool", taps -> Math.sqrt(squaredDistances(taps)) / taps.length),
            Map.entry(
                    "range_pool",
                    taps -> Arrays.stream(taps).max().orElse(Double.NaN)
                            - Arrays.stream(taps).min().orElse(Double.NaN)),
            Map.entry("median_pool", taps -> (ranked(taps, (taps.length - 1) / 2) + ranked(taps, taps.length / 2)) / 2),
            Map.entry("quantile_pool q=0.3", taps -> quantile(taps, 0.3)),
            Map.entry("quantile_pool q=1", taps -> quantile(taps, 1)),
            Map.entry("topk_avg_pool k=2", taps -> largest(taps, 2)),
            Map.entry("topk_avg_pool k=5", taps -> largest(taps, 5)),
            Map.entry("logsumexp_pool", taps -> Math.log(mean(taps, Math::exp))),
            Map.entry("logsumexp_pool r=0.5", taps -> Math.log(mean(taps, x -> Math.exp(x / 2))) * 2),
            Map.entry("soft_pool", taps -> mean(taps, x -> x * Math.exp(x)) / mean(taps, Math::exp)),
            Map.entry("avgmax_pool", taps -> (mean(taps, x -> x) + ranked(taps, taps.length - 1)) / 2),
            Map.entry("mixed_pool alpha=0.3", taps -> 0.3 * ranked(taps, taps.length - 1) + 0.7 * mean(taps, x -> x)),
            Map.entry("gem_pool p=1, eps=1e-9", taps -> mean(taps, x -> Math.max(x, 1e-9))));

    private static double mean(double[] taps, java.util.function.DoubleUnaryOperator map) {
        return Arrays.stream(taps).map(map).average().orElse(Double.NaN);
    }

    /** Over all pairs: {@code n} times the sum of squares around the mean, without a mean. */
    private static double squaredDistances(double[] taps) {
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.pow(taps[i] - taps[j], 2);
            }
        }
        return taps.length == 0 ? Double.NaN : sum;
    }

    private static double sampleVariance(double[] taps) {
        return taps.length < 2 ? Double.NaN : squaredDistances(taps) / taps.length / (taps.length - 1);
    }

    /** The tap that has {@code rank} others before it. */
    private static double ranked(double[] taps, int rank) {
        return Arrays.stream(taps).sorted().skip(rank).findFirst().orElse(Double.NaN);
    }

    /** As numpy.quantile: the inverse of the empirical distribution, linear between the taps. */
    private static double quantile(double[] taps, double q) {
        double at = q * (taps.length - 1);
        double below = ranked(taps, (int) Math.floor(at));
        return below + (ranked(taps, (int) Math.ceil(at)) - below) * (at - Math.floor(at));
    }

    private static double largest(double[] taps, int most) {
        return Arrays.stream(taps)
                .map(x -> -x)
                .sorted()
                .limit(most)
                .map(x -> -x)
                .average()
                .orElse(Double.NaN);
    }

    @ParameterizedTest(name = "{0}, {1}d")
    @MethodSource("formulas")
    void areTheirFormulasOverTheTapsOfEachWindow(String call, int axes, ToDoubleFunction<double[]> formula) {
        for (int i = 0; i < 60; i++) {
            compare(call, axes, formula, TYPES.get(i % TYPES.size()));
        }
    }

    private void compare(String call, int axes, ToDoubleFunction<double[]> formula, ElementType type) {
        boolean ceil = random.nextBoolean();
        Window[] windows = new Window[3];
        for (int axis = 0; axis < 3; axis++) {
            windows[axis] = axis < 3 - axes ? new Window(2, 1, 1, 0, 1, ceil) : Window.random(random, ceil);
        }
        String expression = expression(call, axes, windows);
        int[] sizes = Arrays.stream(windows).mapToInt(Window::size).toArray();
        Pooling pooling = Pooled.bind(expression, type, sizes);
        Object values = values(type, sizes[0] * sizes[1] * sizes[2]);
        TensorView input = new TensorView(pooling.input()).moveTo(values, 0);
        TensorView output = new TensorView(pooling.output()).moveTo(Pooled.apply(pooling, values), 0);
        int index = 0;
        for (int d = 0; d < windows[0].outputs(); d++) {
            for (int h = 0; h < windows[1].outputs(); h++) {
                for (int w = 0; w < windows[2].outputs(); w++) {
                    double expected = formula.applyAsDouble(taps(input, windows, d, h, w));
                    check(output, index++, expected, "seed %d, %s of %s".formatted(seed, expression, pooling.input()));
                }
            }
        }
        assertThat(index).isEqualTo(pooling.output().shape().elementCount());
    }

    private static void check(TensorView output, int index, double expected, String description) {
        double pooled = output.number(index);
        if (Double.isNaN(expected)) {
            assertThat(pooled).as(description).isNaN();
        } else {
            assertThat(pooled)
                    .as(description)
                    .isCloseTo(expected, within(ulp(output.type().elementType(), expected)));
        }
    }

    /** Of float64 as much as two orders of summation differ by; of float32 what is left of that where taps up to 2^15 cancel. */
    private static double ulp(ElementType type, double value) {
        return switch (type) {
            case FLOAT64 -> 1e-12 * Math.max(1, Math.abs(value));
            case FLOAT32 -> Math.ulp((float) value) + 4 * Math.ulp(0x1p15);
            case FLOAT16 -> Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
            default -> throw new AssertionError("a fraction of type " + type);
        };
    }

    private static String expression(String call, int axes, Window[] windows) {
        String[] parts = call.split(" ", 2);
        List<Window> pooled = List.of(windows).subList(3 - axes, 3);
        return "%s%dd(x, kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s%s)"
                .formatted(
                        parts[0],
                        axes,
                        pooled.stream().map(Window::kernel).toList(),
                        pooled.stream().map(Window::stride).toList(),
                        pooled.stream().map(Window::padding).toList(),
                        pooled.stream().map(Window::dilation).toList(),
                        pooled.get(0).ceil(),
                        parts.length > 1 ? ", " + parts[1] : "");
    }

    /** The windows of one axis, as PyTorch describes them. */
    private record Window(int size, int kernel, int stride, int padding, int dilation, boolean ceil) {
        static Window random(Random random, boolean ceil) {
            int kernel = 1 + random.nextInt(3);
            int dilation = 1 + random.nextInt(2);
            int size = (kernel - 1) * dilation + 1 + random.nextInt(5);
            return new Window(size, kernel, 1 + random.nextInt(3), random.nextInt(kernel / 2 + 1), dilation, ceil);
        }

        int outputs() {
            int last = size + 2 * padding - (kernel - 1) * dilation - 1;
            int outputs = last / stride + 1;
            boolean another = ceil && last % stride > 0 && outputs * stride < size + padding;
            return another ? outputs + 1 : outputs;
        }

        int[] taps(int output) {
            return IntStream.range(0, kernel)
                    .map(i -> output * stride - padding + i * dilation)
                    .filter(tap -> tap >= 0 && tap < size)
                    .toArray();
        }
    }

    private static double[] taps(TensorView input, Window[] windows, int d, int h, int w) {
        DoubleStream.Builder taps = DoubleStream.builder();
        for (int id : windows[0].taps(d)) {
            for (int ih : windows[1].taps(h)) {
                for (int iw : windows[2].taps(w)) {
                    taps.add(input.number((id * windows[1].size() + ih) * windows[2].size() + iw));
                }
            }
        }
        return taps.build().toArray();
    }

    private Object values(ElementType type, int length) {
        Object values = type.newArray(length);
        TensorView view =
                new TensorView(io.sparkpooling.tensor.TensorType.of(type, Shape.of(length))).moveTo(values, 0);
        for (int i = 0; i < length; i++) {
            view.setNumber(i, random.nextGaussian() * 4);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gem_pool1d(x, kernel_size=2) | 1, 1, 0, 2, NaN, 1 | 1, 1.58740105, NaN",
                "gem_pool1d(x, kernel_size=1) | -5, 2, Infinity | 1e-6, 2, Infinity",
                "gem_pool1d(x, kernel_size=2) | 1e38, 1e38 | 1e38",
                "global_gem_pool(x, p=1, axes=[0]) | 1, 2, 6 | 3",
                "var_pool1d(x, kernel_size=4) | 2, 4, 4, 6 | 2",
                "var_pool1d(x, kernel_size=3, correction=1) | 1, 2, 3 | 1",
                "var_pool1d(x, kernel_size=1, correction=1) | 1, 2 | NaN, NaN",
                "std_pool1d(x, kernel_size=2) | 1, 5, 7, 7, 1, NaN, Infinity, 1 | 2, 0, NaN, NaN",
                "var_pool1d(x, kernel_size=2) | 16777216, 16777218 | 1",
                "range_pool1d(x, kernel_size=2) | -1, 5, 3, 3, NaN, 0, -Infinity, 2 | 6, 0, NaN, Infinity",
                "median_pool1d(x, kernel_size=3) | 9, 1, 5, NaN, 1, 2, -Infinity, 2, Infinity | 5, NaN, 2",
                "median_pool1d(x, kernel_size=4) | 4, 1, 3, 2 | 2.5",
                "median_pool1d(x, kernel_size=2) | Infinity, Infinity, -0.0, 0 | Infinity, 0",
                "quantile_pool1d(x, q=0.25, kernel_size=5) | 5, 4, 1, 3, 2 | 2",
                "quantile_pool1d(x, q=0.9, kernel_size=3) | 1, 2, 3, NaN, 1, 1 | 2.8, NaN",
                "quantile_pool1d(x, q=0, kernel_size=3) | 1, 2, Infinity | 1",
                "mode_pool1d(x, kernel_size=4) | 3, 1, 3, 1, 7, 7, 7, 2 | 1, 7",
                "mode_pool1d(x, kernel_size=3) | 3, 2, 1, NaN, 1, 1, -Infinity, 2, 2 | 1, NaN, 2",
                "topk_avg_pool1d(x, k=2, kernel_size=3) | 1, 5, 3, NaN, 1, 2, 4, 4, 4 | 4, NaN, 4",
                "topk_avg_pool1d(x, k=9, kernel_size=3) | 1, 5, 3 | 3",
                "logsumexp_pool1d(x, kernel_size=2) | 1000, 1000, -1000, -1000, NaN, 1 | 1000, -1000, NaN",
                "logsumexp_pool1d(x, kernel_size=2) | Infinity, 1, -Infinity, -Infinity | Infinity, -Infinity",
                "logsumexp_pool1d(x, kernel_size=2) | 0, -Infinity | -0.6931472",
                "soft_pool1d(x, kernel_size=2) | 1000, 1000, 0, 1000, NaN, 1 | 1000, 1000, NaN",
                "soft_pool1d(x, kernel_size=2) | 0, 1, -Infinity, 3 | 0.7310586, 3",
                "avgmax_pool1d(x, kernel_size=2) | 1, 3, NaN, 1 | 2.5, NaN",
                "mixed_pool1d(x, alpha=1, kernel_size=2) | 1, 3, NaN, 1, -Infinity, 4 | 3, NaN, 4",
                "mixed_pool1d(x, alpha=0, kernel_size=2) | 1, 3, 2, Infinity | 2, Infinity",
                "stochastic_pool1d(x, kernel_size=3) | 0, 2, 0, NaN, 1, 1, -4, -4, 7, -3, -3, -3 | 2, NaN, 7, -3",
                "global_min_pool(x, axes=[0]) | 3, -1, 2 | -1",
                "global_min_pool(x, axes=[0]) | 3, NaN, 2 | NaN",
                "global_sum_pool(x, axes=[0]) | 3, -1, 2 | 4",
                "global_lp_pool(x, norm_type=2, axes=[0]) | 3, -4 | 5",
                "blur_pool1d(x, filter_size=3, stride=1) | 1, 2, 4 | 1.5, 2.25, 3",
                "blur_pool1d(x, filter_size=3, stride=1, padding='replicate') | 1, 2, 4 | 1.25, 2.25, 3.5",
                "blur_pool1d(x, filter_size=3, stride=1, padding='zero') | 1, 2, 4 | 1, 2.25, 2.5",
                "blur_pool1d(x) | 8, 16, 24, 32 | 14, 26",
                "blur_pool1d(x, filter_size=1) | 1, 2, 3 | 1, 3",
                "range_pool1d(x, kernel_size=1) | 3, -0.0 | 0, 0"
            })
    void areAsWorkedByHand(String expression, String row, String expected) {
        float[] values = floats(row);

        assertThat(Pooled.floats(expression, Shape.of(values.length), values)).containsExactly(floats(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blur_pool1d(x) | Invalid padding: 'reflect' with filter_size 4 (an axis of 2 has no 2 elements to mirror)",
                "blur_pool1d(x, filter_size=8) | Invalid filter_size: 8 (must be an integer from 1 to 7)",
                "blur_pool1d(x, padding=1) | Invalid padding: 1 (must be 'reflect', 'replicate' or 'zero')",
                "quantile_pool1d(x, q=1.5, kernel_size=2) | Invalid q: 1.5 (must be a number from 0 to 1)",
                "topk_avg_pool1d(x, k=0, kernel_size=2) | Invalid k: 0 (must be a positive integer)",
                "gem_pool1d(x, p=0, kernel_size=2) | Invalid p: 0 (must be a number larger than 0)",
                "var_pool1d(x, correction=-1, kernel_size=2) | Invalid correction: -1 (must be an integer >= 0)"
            })
    void parametersBeyondTheirRangeAreRefused(String expression, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.FLOAT32, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }

    private static float[] floats(String text) {
        String[] words = text.split(",");
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Float.parseFloat(words[i].trim());
        }
        return values;
    }

    @Test
    void integersGiveTheFloatThatHoldsThem() {
        assertThat(Pooled.bind("std_pool1d(x, kernel_size=2)", ElementType.BOOL, 4)
                        .output()
                        .elementType())
                .isEqualTo(ElementType.FLOAT32);
        assertThat(Pooled.bind("std_pool1d(x, kernel_size=2)", ElementType.UINT32, 4)
                        .output()
                        .elementType())
                .isEqualTo(ElementType.FLOAT64);
    }

    @Test
    void theRangeOfBytesDoesNotOverflow() {
        Pooling pooling = Pooled.bind("range_pool1d(x, kernel_size=2)", ElementType.INT8, 2);

        assertThat((float[]) Pooled.apply(pooling, new byte[] {-128, 127})).containsExactly(255);
    }

    @Test
    void labelsStayExactBeyondFloat64() {
        long label = (1L << 53) + 1;
        Pooling pooling = Pooled.bind("mode_pool1d(x, kernel_size=4)", ElementType.INT64, 4);

        assertThat((long[]) Pooled.apply(pooling, new long[] {label, label - 1, label, label + 1}))
                .containsExactly(label);
    }

    @Test
    void theSmallestUnsignedLabelWinsATie() {
        Pooling pooling = Pooled.bind("mode_pool1d(x, kernel_size=2)", ElementType.UINT64, 4);

        assertThat((long[]) Pooled.apply(pooling, new long[] {-1, 1, -1, -2})).containsExactly(1, -2);
    }

    @Test
    void theModeOfLabelsIsTheMostFrequent() {
        Pooling pooling = Pooled.bind("mode_pool2d(x, kernel_size=3)", ElementType.UINT8, 3, 3);

        for (int i = 0; i < 200; i++) {
            byte[] labels = new byte[9];
            int[] counts = new int[4];
            for (int tap = 0; tap < labels.length; tap++) {
                labels[tap] = (byte) random.nextInt(4);
                counts[labels[tap]]++;
            }
            int most = Arrays.stream(counts).max().getAsInt();
            int mode = IntStream.range(0, 4)
                    .filter(label -> counts[label] == most)
                    .findFirst()
                    .getAsInt();
            assertThat((byte[]) Pooled.apply(pooling, labels))
                    .as("seed %d", seed)
                    .containsExactly(mode);
        }
    }

    @Test
    void aDrawIsAsFrequentAsItIsLarge() {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = 1;
            values[i + 1] = 3;
        }

        float[] drawn = Pooled.floats("stochastic_pool1d(x, kernel_size=2, seed=5)", Shape.of(values.length), values);

        long large = IntStream.range(0, drawn.length).filter(i -> drawn[i] == 3).count();
        assertThat((double) large / drawn.length).isCloseTo(0.75, within(0.02));
    }

    @Test
    void aDrawDependsOnTheSeedAlone() {
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        Shape shape = Shape.of(16);

        float[] drawn = Pooled.floats("stochastic_pool1d(x, kernel_size=2, seed=5)", shape, values);

        assertThat(Pooled.floats("stochastic_pool1d(x, kernel_size=2, seed=5)", shape, values))
                .isEqualTo(drawn);
        assertThat(Pooled.floats("stochastic_pool1d(x, kernel_size=2, seed=6)", shape, values))
                .isNotEqualTo(drawn);
    }

    @ParameterizedTest
    @CsvSource({"3,2", "2,3", "6,4", "5,5", "7,1", "4,9"})
    void anAreaIsTheMeanOfItsFineGrid(int in, int out) {
        float[] values = new float[in * in];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(100);
        }

        float[] pooled = Pooled.floats("area_pool2d(x, output_size=" + out + ")", Shape.of(in, in), values);

        for (int i = 0; i < pooled.length; i++) {
            double expected = fineMean(values, in, out, i / out, i % out);
            assertThat((double) pooled[i]).as("seed %d", seed).isCloseTo(expected, within((double)
                    Math.ulp((float) expected)));
        }
    }

    /** Each element drawn as out x out cells of a grid; an output is the mean of in x in of them. */
    private static double fineMean(float[] values, int in, int out, int oh, int ow) {
        double sum = 0;
        for (int h = oh * in; h < (oh + 1) * in; h++) {
            for (int w = ow * in; w < (ow + 1) * in; w++) {
                sum += values[h / out * in + w / out];
            }
        }
        return sum / (in * in);
    }

    @Test
    void aBlurOfTwoAxesIsABlurOfEach() {
        float[] values = new float[5 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1000);
        }
        for (String rest : List.of("", ", padding='replicate', stride=1", ", filter_size=7, padding='zero'")) {
            float[] rows = Pooled.floats("blur_pool1d(x" + rest + ", axes=[1])", Shape.of(5, 7), values);
            float[] both = Pooled.floats("blur_pool1d(x" + rest + ", axes=[0])", Shape.of(5, rows.length / 5), rows);

            float[] blurred = Pooled.floats("blur_pool2d(x" + rest + ")", Shape.of(5, 7), values);

            assertThat(blurred)
                    .as("seed %d", seed)
                    .usingComparatorWithPrecision(1e-3f)
                    .containsExactly(both);
        }
    }
}
