package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for windows, for every operation of the list that has them; a law's exceptions are named beside it. Values are small
 * integers, so that sums are exact in any order and results must be the same bits, but where a root, a logarithm or an exponential
 * is taken.
 */
class WindowLawsTest {
    private static final long SEED = System.nanoTime();
    private static final List<String> ROUNDED =
            List.of("lp_pool", "gem_pool", "logsumexp_pool", "soft_pool", "std_pool");
    private static final List<String> SPREADS = List.of("std_pool", "var_pool", "range_pool");
    private static final Map<String, String> OPPOSITES = Map.of("max_pool", "min_pool", "min_pool", "max_pool");
    private static final List<String> ODD = List.of("avg_pool", "sum_pool", "median_pool");
    private static final List<String> EVEN = List.of("lp_pool", "std_pool", "var_pool", "range_pool");
    private final Random random = new Random(SEED);

    /** Operations on sliding windows of any size. */
    static Stream<Operation> windowed() {
        return Samples.operations()
                .filter(operation -> Stream.of("kernel_size", "stride").allMatch(name -> has(operation, name)));
    }

    /** Those whose random choice depends on the place of the window. */
    static Stream<Operation> placeless() {
        return windowed().filter(operation -> !has(operation, "seed"));
    }

    /** Those whose result of one element is that element. */
    static Stream<Operation> representatives() {
        return placeless().filter(operation -> !SPREADS.contains(family(operation)));
    }

    static Stream<Operation> spreads() {
        return placeless().filter(operation -> SPREADS.contains(family(operation)));
    }

    /** Those that a change of every sign turns, leaves as they are, or makes another of. */
    static Stream<Operation> negatable() {
        return placeless()
                .filter(operation -> ODD.contains(family(operation))
                        || EVEN.contains(family(operation))
                        || OPPOSITES.containsKey(family(operation)));
    }

    @Test
    void theListHasTheWindowedOperationsOfThreeRanks() {
        assertThat(windowed().map(WindowLawsTest::family).distinct())
                .contains("max_pool", "avg_pool", "median_pool", "mode_pool", "soft_pool")
                .hasSizeGreaterThanOrEqualTo(17);
        assertThat(windowed()).hasSizeGreaterThanOrEqualTo(51);
    }

    @ParameterizedTest
    @MethodSource("representatives")
    void aWindowOfOneElementIsTheIdentity(Operation operation) {
        Shape shape = shape(operation, 4);
        float[] values = numbers(shape, 1);

        requireSame(operation, Pooled.floats(call(operation, "kernel_size=1"), shape, values), values);
    }

    @ParameterizedTest
    @MethodSource("spreads")
    void theSpreadOfOneElementIsZero(Operation operation) {
        Shape shape = shape(operation, 4);

        assertThat(Pooled.floats(call(operation, "kernel_size=1"), shape, numbers(shape, 1)))
                .containsOnly(0f);
    }

    @ParameterizedTest
    @MethodSource("placeless")
    void theOrderOfTheElementsOfAWindowDoesNotMatter(Operation operation) {
        Shape shape = shape(operation, 3);
        float[] values = numbers(shape, 1);
        float[] shuffled = shuffledPlanes(values, shape);
        String call = call(operation, "kernel_size=3");

        requireSame(operation, Pooled.floats(call, shape, shuffled), Pooled.floats(call, shape, values));
    }

    @ParameterizedTest
    @MethodSource("placeless")
    void movingTheMapByTheStrideMovesTheOutputByOne(Operation operation) {
        int axes = operation.pooledAxes().orElseThrow();
        Shape shape = shape(operation, 9);
        float[] values = numbers(shape, 1);
        int row = shape.elementCount() / shape.size(0);
        Shape cut = Shape.of(IntStream.rangeClosed(0, axes)
                .map(axis -> axis == 0 ? 2 : axis == 1 ? 7 : 9)
                .toArray());
        float[] moved = new float[cut.elementCount()];
        for (int channel = 0; channel < 2; channel++) {
            int step = row / 9;
            System.arraycopy(values, channel * row + 2 * step, moved, channel * 7 * step, 7 * step);
        }
        String call = call(operation, "kernel_size=3, stride=2");

        float[] whole = Pooled.floats(call, shape, values);
        float[] part = Pooled.floats(call, cut, moved);

        int step = whole.length / 2 / 4;
        for (int channel = 0; channel < 2; channel++) {
            requireSame(
                    operation,
                    Arrays.copyOfRange(part, channel * 3 * step, (channel + 1) * 3 * step),
                    Arrays.copyOfRange(whole, (channel * 4 + 1) * step, (channel * 4 + 4) * step));
        }
    }

    /** What becomes of the result where every element changes its sign. */
    @ParameterizedTest
    @MethodSource("negatable")
    void negationOfTheMap(Operation operation) {
        String family = family(operation);
        Shape shape = shape(operation, 7);
        float[] values = numbers(shape, -8);
        String call = call(operation, "kernel_size=3, stride=2");

        float[] expected = Pooled.floats(call.replace(family, OPPOSITES.getOrDefault(family, family)), shape, values);
        requireSame(
                operation,
                Pooled.floats(call, shape, negated(values)),
                EVEN.contains(family) ? expected : negated(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_pool", "min_pool"})
    void twoPoolingsOfThreeAreOneOfFive(String family) {
        for (int axes = 1; axes <= 3; axes++) {
            Shape shape = Shape.of(IntStream.rangeClosed(0, axes)
                    .map(axis -> axis == 0 ? 2 : 11)
                    .toArray());
            float[] values = (float[]) new Samples(SEED).values(ElementType.FLOAT32, shape.elementCount());
            String call = family + axes + "d(x, stride=1, kernel_size=";
            Pooling three = PoolingExpression.parse(call + "3)").bind(TensorType.of(ElementType.FLOAT32, shape));

            float[] twice = Pooled.floats(call + "3)", three.output().shape(), (float[]) Pooled.apply(three, values));

            assertThat(numbersOf(twice))
                    .as("seed %d", SEED)
                    .containsExactly(numbersOf(Pooled.floats(call + "5)", shape, values)));
        }
    }

    /** Where windows do not overlap, every maximum goes back to where it was, and pooling again finds it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void unpoolingBringsMaximaBackToTheirPlaces(int axes) {
        Shape shape = Shape.of(
                IntStream.rangeClosed(0, axes).map(axis -> axis == 0 ? 3 : 6).toArray());
        TensorType input = TensorType.of(ElementType.FLOAT32, shape);
        float[] values = numbers(shape, 1);
        Pooling pool = PoolingExpression.parse("max_pool" + axes + "d(x, kernel_size=2, return_indices=true)")
                .bind(input);
        TensorView[] pooled =
                pool.outputs().stream().map(output -> empty(output.type())).toArray(TensorView[]::new);
        Kernels.of(pool).pool(new TensorView[] {new TensorView(input).moveTo(values, 0)}, pooled);

        Pooling unpool = PoolingExpression.parse("max_unpool" + axes + "d(x, indices='i', kernel_size=2)")
                .bind(pooled[0].type(), Map.of("indices", pooled[1].type()));
        TensorView back = empty(unpool.output());
        Kernels.of(unpool).pool(pooled, new TensorView[] {back});

        float[] restored = (float[]) back.carrier();
        assertThat(back.type().shape()).isEqualTo(shape);
        assertThat(IntStream.range(0, restored.length).filter(i -> restored[i] != 0))
                .hasSize(pooled[0].type().shape().elementCount())
                .allSatisfy(i -> assertThat(restored[i]).isEqualTo(values[i]));
        assertThat(Pooled.floats("max_pool" + axes + "d(x, kernel_size=2)", shape, restored))
                .containsExactly((float[]) pooled[0].carrier());
    }

    /** A kernel keeps nothing of one row for the next: the result of a row does not depend on what was pooled before it. */
    @ParameterizedTest
    @MethodSource("io.sparkpooling.kernel.Samples#operations")
    void aRowAloneGivesWhatItGivesAmongOthers(Operation operation) {
        Samples samples = new Samples(SEED);
        for (ElementType type : operation.elementTypes()) {
            Pooling pooling = samples.pooling(operation, type);
            int elements = pooling.input().shape().elementCount();
            PoolingKernel among = Kernels.of(pooling);
            for (int row = 0; row < 3; row++) {
                Object values = samples.values(type, elements);
                Object alone = outcome(Kernels.of(pooling), pooling, values);
                outcome(among, pooling, samples.values(type, elements));

                assertThat(outcome(among, pooling, values))
                        .as("seed %d, %s of %s", SEED, pooling.operation().name(), pooling.input())
                        .isEqualTo(alone);
            }
        }
    }

    /** The pooled array, or the text of the refusal. */
    private static Object outcome(PoolingKernel kernel, Pooling pooling, Object values) {
        try {
            return Pooled.apply(kernel, pooling, values);
        } catch (InvalidTensorException refused) {
            return refused.getMessage();
        }
    }

    private static TensorView empty(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }

    private void requireSame(Operation operation, float[] actual, float[] expected) {
        if (!ROUNDED.contains(family(operation))) {
            assertThat(actual).as("seed %d", SEED).containsExactly(expected);
            return;
        }
        assertThat(actual).as("seed %d", SEED).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("seed %d, index %d", SEED, i)
                    .isCloseTo(expected[i], within(2 * Math.ulp(expected[i])));
        }
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.parameters().stream().anyMatch(known -> known.name().equals(parameter));
    }

    private static String family(Operation operation) {
        return operation.name().replaceAll("\\dd$", "");
    }

    /** The example's call, with this window in place of its own. */
    private static String call(Operation operation, String window) {
        return operation
                .example()
                .replaceAll(", (kernel_size|stride|padding|count_include_pad)=[^,)]*", "")
                .replaceFirst("\\)$", ", " + window + ")");
    }

    /** Two channels and pooled axes of this size. */
    private static Shape shape(Operation operation, int size) {
        int axes = operation.pooledAxes().orElseThrow();
        return Shape.of(
                IntStream.rangeClosed(0, axes).map(axis -> axis == 0 ? 2 : size).toArray());
    }

    private float[] numbers(Shape shape, int smallest) {
        float[] numbers = new float[shape.elementCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = smallest + random.nextInt(16);
        }
        return numbers;
    }

    private float[] shuffledPlanes(float[] values, Shape shape) {
        int plane = values.length / shape.size(0);
        float[] shuffled = new float[values.length];
        for (int from = 0; from < values.length; from += plane) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, plane).boxed().toList());
            Collections.shuffle(order, random);
            for (int i = 0; i < plane; i++) {
                shuffled[from + i] = values[from + order.get(i)];
            }
        }
        return shuffled;
    }

    private static float[] negated(float[] values) {
        float[] negated = new float[values.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = 0 - values[i];
        }
        return negated;
    }

    /** Zeros without their signs: of two equal ones the first is kept, and which is first depends on the windows. */
    private static float[] numbersOf(float[] values) {
        float[] numbers = new float[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[i] + 0f;
        }
        return numbers;
    }
}
