package io.sparkpooling.kernel;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on windows with every modifier and with several: what a formula in float64 says, or a refusal that is stated. */
class ModifierTableTest {
    private static final double[] ROW = {3, 1, 2, 2, 5, 4, 1, 6};
    private static final double[] MASK = {1, 1, 0, 1, 0, 0, 1, 1};
    private static final double[] WEIGHTS = {1, 0.5, 2, 0, 1, 1, 0, 3};
    private static final TensorType PLACES = TensorType.of(ElementType.FLOAT64, Shape.of(ROW.length));
    private static final List<ElementType> TYPES = List.of(
            ElementType.FLOAT16,
            ElementType.FLOAT32,
            ElementType.FLOAT64,
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.INT64,
            ElementType.UINT64);

    private static final List<String> COUNTING = List.of(
            "",
            ", nan='skip'",
            ", nodata=2",
            ", mask='m'",
            ", mask='m', nodata=2",
            ", weights='w'",
            ", weights='w', nodata=2",
            ", nan='skip', nodata=2, mask='m', weights='w'");
    private static final List<String> ENDS = List.of(
            "",
            ", boundary='trim'",
            ", boundary='pad'",
            ", padding=1, boundary='reflect'",
            ", padding=1, boundary='replicate'");

    /** Its weighted form is the formula too; without weights they are 1. */
    private interface Formula {
        double of(double[] x, double[] w);
    }

    /**
     * An operation's row of the table.
     *
     * @param arguments those that it must have
     * @param weighs whether it has a weighted form
     * @param orders whether its result is a tap
     */
    private record Row(String name, String arguments, boolean weighs, boolean orders, Formula formula) {
        boolean slides() {
            return name.endsWith("1d") && !name.startsWith("adaptive");
        }

        /** Averages and sums of integers are integers. */
        boolean keepsIntegers() {
            return orders
                    || Set.of("avg_pool1d", "sum_pool1d", "global_sum_pool").contains(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double sum(double[] x, double[] w) {
        return IntStream.range(0, x.length).mapToDouble(i -> w[i] * x[i]).sum();
    }

    private static double mean(double[] x, double[] w) {
        return sum(x, w) / IntStream.range(0, x.length).mapToDouble(i -> w[i]).sum();
    }

    private static double[] raised(double[] x, double power) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.pow(x[i], power))
                .toArray();
    }

    private static double variance(double[] x, double[] w) {
        double mean = mean(x, w);
        return mean(
                IntStream.range(0, x.length)
                        .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                        .toArray(),
                w);
    }

    private static double max(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).max().orElseThrow();
    }

    private static double min(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).min().orElseThrow();
    }

    private static double[] sorted(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).sorted().toArray();
    }

    /** As xarray's weighted quantile: what the sorted cumulative weights, clipped to the quantile's neighbourhood, differ by. */
    private static double quantile(double[] x, double[] w, double q) {
        int[] order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = sum(w, raised(w, 0));
        double effective = total * total / sum(w, w);
        double position = (effective - 1) * q;
        double cumulative = 0;
        double result = 0;
        for (int i : order) {
            double before = clipped(cumulative, position, effective);
            cumulative += w[i] / total;
            result += x[i] * (clipped(cumulative, position, effective) - before) * effective;
        }
        return result;
    }

    private static double clipped(double cumulative, double position, double effective) {
        return Math.max(position / effective, Math.min((position + 1) / effective, cumulative));
    }

    private static double topTwo(double[] x) {
        double[] sorted = sorted(x);
        return sorted.length == 1 ? sorted[0] : (sorted[sorted.length - 1] + sorted[sorted.length - 2]) / 2;
    }

    private static double logMeanExp(double[] x, double[] w) {
        return Math.log(mean(
                IntStream.range(0, x.length).mapToDouble(i -> Math.exp(x[i])).toArray(), w));
    }

    private static double soft(double[] x, double[] w) {
        double[] exponentials = IntStream.range(0, x.length)
                .mapToDouble(i -> w[i] * Math.exp(x[i]))
                .toArray();
        return mean(x, exponentials);
    }

    /** The most frequent; of equally frequent ones the smallest. */
    private static double mode(double[] x) {
        double best = Double.NaN;
        long most = 0;
        for (double candidate : sorted(x)) {
            long times =
                    IntStream.range(0, x.length).filter(i -> x[i] == candidate).count();
            if (times > most) {
                most = times;
                best = candidate;
            }
        }
        return best;
    }

    static Stream<Row> rows() {
        String window = "kernel_size=3, stride=2";
        Formula gem = (x, w) -> Math.cbrt(mean(raised(x, 3), w));
        return Stream.of(
                new Row("max_pool1d", window, false, true, (x, w) -> max(x)),
                new Row("min_pool1d", window, false, true, (x, w) -> min(x)),
                new Row("mode_pool1d", window, false, true, (x, w) -> mode(x)),
                new Row("adaptive_max_pool1d", "output_size=2", false, true, (x, w) -> max(x)),
                new Row("global_max_pool", "axes=[0]", false, true, (x, w) -> max(x)),
                new Row("global_min_pool", "axes=[0]", false, true, (x, w) -> min(x)),
                new Row("avg_pool1d", window, true, false, ModifierTableTest::mean),
                new Row("adaptive_avg_pool1d", "output_size=2", true, false, ModifierTableTest::mean),
                new Row("global_avg_pool", "axes=[0]", true, false, ModifierTableTest::mean),
                new Row("sum_pool1d", window, true, false, ModifierTableTest::sum),
                new Row("global_sum_pool", "axes=[0]", true, false, ModifierTableTest::sum),
                new Row(
                        "lp_pool1d",
                        "norm_type=2, " + window,
                        true,
                        false,
                        (x, w) -> Math.sqrt(3 * mean(raised(x, 2), w))),
                new Row(
                        "global_lp_pool",
                        "norm_type=2, axes=[0]",
                        true,
                        false,
                        (x, w) -> Math.sqrt(ROW.length * mean(raised(x, 2), w))),
                new Row("gem_pool1d", window, true, false, gem),
                new Row("global_gem_pool", "axes=[0]", true, false, gem),
                new Row("var_pool1d", window, true, false, ModifierTableTest::variance),
                new Row("std_pool1d", window, true, false, (x, w) -> Math.sqrt(variance(x, w))),
                new Row("rms_pool1d", window, true, false, (x, w) -> Math.sqrt(mean(raised(x, 2), w))),
                new Row("range_pool1d", window, false, false, (x, w) -> max(x) - min(x)),
                new Row("median_pool1d", window, true, false, (x, w) -> quantile(x, w, 0.5)),
                new Row("quantile_pool1d", "q=0.3, " + window, true, false, (x, w) -> quantile(x, w, 0.3)),
                new Row("topk_avg_pool1d", "k=2, " + window, false, false, (x, w) -> topTwo(x)),
                new Row("logsumexp_pool1d", window, true, false, ModifierTableTest::logMeanExp),
                new Row("soft_pool1d", window, true, false, ModifierTableTest::soft),
                new Row("avgmax_pool1d", window, true, false, (x, w) -> (max(x) + mean(x, w)) / 2),
                new Row(
                        "mixed_pool1d",
                        "alpha=0.25, " + window,
                        true,
                        false,
                        (x, w) -> 0.25 * max(x) + 0.75 * mean(x, w)));
    }

    /** A new operation needs no row here: the laws hold for all of them. */
    @Test
    void theTableHasTheOperationsOnWindows() {
        Set<String> windowed = Operations.all().stream()
                .filter(operation ->
                        operation.allParameters().stream().map(Parameter::name).anyMatch("weights"::equals))
                .map(Operation::name)
                .collect(toCollection(TreeSet::new));
        assertThat(windowed).containsAll(rows().map(Row::name).toList());
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(26);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void computesWhatTheFormulaSaysOrRefuses(Row row) {
        for (String ends : row.slides() ? ENDS : List.of("")) {
            for (String counting : COUNTING) {
                for (String accumulate : List.of("", ", accumulate='float64'")) {
                    for (ElementType type : TYPES) {
                        check(row, ends, counting + accumulate, type);
                    }
                }
            }
        }
    }

    private static void check(Row row, String ends, String modifiers, ElementType type) {
        PoolingExpression expression =
                PoolingExpression.parse("%s(x, %s%s)".formatted(row.name(), row.arguments(), ends + modifiers));
        TensorType input = TensorType.of(type, Shape.of(ROW.length));
        Map<String, TensorType> companions = Map.of("mask", PLACES, "weights", PLACES);
        if (isRefused(row, modifiers, type)) {
            assertThatThrownBy(() -> expression.bind(input, companions))
                    .as("%s of %s", expression, type)
                    .isExactlyInstanceOf(InvalidArgumentException.class)
                    .hasMessageMatching("Invalid (mask|weights|accumulate): .*\\(.*\\)");
            return;
        }
        Pooling pooling = expression.bind(input, companions);
        TensorView output = pooled(pooling, row(type, modifiers), modifiers);
        double[] expected = expected(row, ends, modifiers, type);
        for (int i = 0; i < expected.length; i++) {
            boolean integer = !output.type().elementType().isFloatingPoint();
            double wanted = integer ? Math.floor(expected[i]) : expected[i];
            assertThat(output.number(i))
                    .as("%s of %s, output %d", expression, type, i)
                    .isCloseTo(wanted, within(integer ? 0 : error(output.type().elementType())));
        }
        assertThat(output.type().shape().elementCount()).isEqualTo(expected.length);
    }

    /** What cannot be combined. */
    private static boolean isRefused(Row row, String modifiers, ElementType type) {
        boolean integers = !type.isFloatingPoint() && row.keepsIntegers();
        boolean weights = modifiers.contains("weights");
        boolean companion = weights || modifiers.contains("mask");
        return weights && (!row.weighs() || integers)
                || companion && integers && !modifiers.contains("nodata")
                || modifiers.contains("accumulate") && (row.orders() || integers);
    }

    private static double error(ElementType type) {
        return type == ElementType.FLOAT16 ? 2e-2 : type == ElementType.FLOAT32 ? 1e-5 : 1e-12;
    }

    /** With NaN in place of an element where it does not count. */
    private static double[] row(ElementType type, String modifiers) {
        double[] row = ROW.clone();
        if (type.isFloatingPoint() && modifiers.contains("nan")) {
            row[4] = Double.NaN;
        }
        return row;
    }

    private static TensorView pooled(Pooling pooling, double[] row, String modifiers) {
        TensorView input = new TensorView(pooling.input());
        input.moveTo(pooling.input().elementType().newArray(row.length), 0);
        for (int i = 0; i < row.length; i++) {
            input.setNumber(i, row[i]);
        }
        List<TensorView> inputs = new ArrayList<>(List.of(input));
        if (modifiers.contains("mask")) {
            inputs.add(new TensorView(PLACES).moveTo(MASK, 0));
        }
        if (modifiers.contains("weights")) {
            inputs.add(new TensorView(PLACES).moveTo(WEIGHTS, 0));
        }
        TensorView output = new TensorView(pooling.output());
        output.moveTo(
                pooling.output().elementType().newArray(pooling.output().shape().elementCount()), 0);
        Kernels.of(pooling).pool(inputs.toArray(TensorView[]::new), new TensorView[] {output});
        return output;
    }

    private static double[] expected(Row row, String ends, String modifiers, ElementType type) {
        double[] values = row(type, modifiers);
        return windows(row, ends)
                .mapToDouble(window -> {
                    int[] taps = IntStream.of(window)
                            .filter(tap -> counts(values[tap], tap, modifiers))
                            .toArray();
                    double none = modifiers.contains("nodata") ? 2 : Double.NaN;
                    double[] x =
                            IntStream.of(taps).mapToDouble(tap -> values[tap]).toArray();
                    double[] w = IntStream.of(taps)
                            .mapToDouble(tap -> modifiers.contains("weights") ? WEIGHTS[tap] : 1)
                            .toArray();
                    return taps.length == 0 ? none : row.formula().of(x, w);
                })
                .toArray();
    }

    private static boolean counts(double value, int tap, String modifiers) {
        return !(modifiers.contains("nan") && Double.isNaN(value)
                || modifiers.contains("nodata") && value == 2
                || modifiers.contains("mask") && MASK[tap] == 0
                || modifiers.contains("weights") && WEIGHTS[tap] == 0);
    }

    /** The elements of each window; of size 3 every 2 where it slides. */
    private static Stream<int[]> windows(Row row, String ends) {
        if (!row.slides()) {
            return row.name().startsWith("global")
                    ? Stream.of(IntStream.range(0, 8).toArray())
                    : Stream.of(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7});
        }
        if (ends.contains("padding")) {
            int before = ends.contains("reflect") ? 1 : 0;
            return Stream.of(new int[] {before, 0, 1}, new int[] {1, 2, 3}, new int[] {3, 4, 5}, new int[] {5, 6, 7});
        }
        Stream<int[]> whole = Stream.of(new int[] {0, 1, 2}, new int[] {2, 3, 4}, new int[] {4, 5, 6});
        return ends.contains("pad") ? Stream.concat(whole, Stream.of(new int[] {6, 7})) : whole;
    }
}
