package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every operation, or between operations, whatever the tensor. */
class PoolingLawsTest {
    private static final long SEED = System.nanoTime();
    private final Samples samples = new Samples(SEED);

    static Stream<Operation> operations() {
        return Samples.operations();
    }

    /** All but sums and norms, which grow with the window, R-MAC, which normalises, and measures of spread, which are 0 of a constant. */
    static Stream<Operation> averagesAndExtremes() {
        Pattern others = Pattern.compile("(global_)?(sum|lp|std|var|range|statistics)_pool.*|rmac");
        return operations()
                .filter(operation -> !others.matcher(operation.name()).matches());
    }

    @ParameterizedTest
    @MethodSource("averagesAndExtremes")
    void aConstantMapStaysConstant(Operation operation) {
        Pooling pooling = PoolingExpression.parse(operation.example())
                .bind(TensorType.of(ElementType.FLOAT32, Shape.of(2, 9, 9, 9)));
        float[] constant = new float[pooling.input().shape().elementCount()];
        Arrays.fill(constant, 3);

        assertThat((float[]) Pooled.apply(pooling, constant)).containsOnly(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_pool1d(x, kernel_size=3, stride=2, padding=1)",
                "_pool2d(x, kernel_size=2)",
                "_pool2d(x, kernel_size=3, dilation=2, padding=1, ceil_mode=true)",
                "_pool3d(x, kernel_size=2, stride=1)"
            })
    void theMinimumIsTheNegatedMaximumOfTheNegatedMap(String call) {
        Shape shape = Shape.of(2, 7, 8, 9);
        float[] values = (float[]) samples.values(ElementType.FLOAT32, shape.elementCount());

        float[] minimum = Pooled.floats("min" + call, shape, values);

        assertThat(bits(negated(minimum)))
                .as("seed %d", SEED)
                .isEqualTo(bits(Pooled.floats("max" + call, shape, negated(values))));
    }

    @Test
    void theAverageTimesItsCountIsTheSum() {
        Shape shape = Shape.of(3, 8, 8);
        float[] values = new float[shape.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.nextInt(1000);
        }

        float[] average = Pooled.floats("avg_pool2d(x, kernel_size=4, stride=2)", shape, values);
        float[] sum = Pooled.floats("sum_pool2d(x, kernel_size=4, stride=2)", shape, values);

        for (int i = 0; i < sum.length; i++) {
            assertThat(average[i] * 16).isEqualTo(sum[i]);
        }
    }

    @Test
    void aDivisorOfOneMakesAnAverageASum() {
        Shape shape = Shape.of(3, 9, 7);
        float[] values = (float[]) samples.values(ElementType.FLOAT32, shape.elementCount());

        assertThat(bits(Pooled.floats("avg_pool2d(x, kernel_size=3, padding=1, divisor_override=1)", shape, values)))
                .as("seed %d", SEED)
                .isEqualTo(bits(Pooled.floats("sum_pool2d(x, kernel_size=3, padding=1)", shape, values)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_pool1d", "avg_pool1d", "min_pool1d", "sum_pool1d"})
    void translationByTheStrideMovesTheOutputByOne(String operation) {
        float[] values = (float[]) samples.values(ElementType.FLOAT32, 32);
        String expression = operation + "(x, kernel_size=3, stride=2)";

        float[] pooled = Pooled.floats(expression, Shape.of(32), values);
        float[] moved = Pooled.floats(expression, Shape.of(30), Arrays.copyOfRange(values, 2, 32));

        assertThat(bits(moved)).as("seed %d", SEED).isEqualTo(bits(Arrays.copyOfRange(pooled, 1, pooled.length)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theLayoutInMemoryDoesNotChangeTheResult(Operation operation) {
        Shape shape = Shape.of(2, 6, 7, 8);
        float[] values = (float[]) samples.values(ElementType.FLOAT32, shape.elementCount());
        PoolingExpression expression = PoolingExpression.parse(operation.example());
        Pooling plain = expression.bind(TensorType.of(ElementType.FLOAT32, shape));
        float[] expected = (float[]) Pooled.apply(plain, values);

        for (List<Integer> order : List.of(List.of(1, 2, 3, 0), List.of(3, 1, 0, 2), List.of(0, 3, 2, 1))) {
            Pooling permuted = expression.bind(permuted(shape, order));
            float[] pooled = (float[]) Pooled.apply(permuted, reordered(values, shape, order));

            boolean sameAxes = plain.output().shape().rank() == order.size();
            assertThat(bits(pooled))
                    .as("seed %d, physical axes are the logical axes %s", SEED, order)
                    .isEqualTo(
                            bits(sameAxes ? reordered(expected, plain.output().shape(), order) : expected));
        }
    }

    /** The type whose i-th physical axis is the logical axis {@code order[i]}. */
    private static TensorType permuted(Shape logical, List<Integer> order) {
        Integer[] permutation = new Integer[order.size()];
        int[] sizes = new int[order.size()];
        for (int physical = 0; physical < sizes.length; physical++) {
            permutation[order.get(physical)] = physical;
            sizes[physical] = logical.size(order.get(physical));
        }
        return new TensorType(ElementType.FLOAT32, Shape.of(sizes), List.of(), List.of(permutation));
    }

    private static float[] reordered(float[] values, Shape logical, List<Integer> order) {
        float[] reordered = new float[values.length];
        int[] index = new int[logical.rank()];
        for (int i = 0; i < values.length; i++) {
            int rest = i;
            for (int physical = order.size() - 1; physical >= 0; physical--) {
                index[order.get(physical)] = rest % logical.size(order.get(physical));
                rest /= logical.size(order.get(physical));
            }
            int at = 0;
            for (int axis = 0; axis < index.length; axis++) {
                at = at * logical.size(axis) + index[axis];
            }
            reordered[i] = values[at];
        }
        return reordered;
    }

    private static float[] negated(float[] values) {
        float[] negated = values.clone();
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -negated[i];
        }
        return negated;
    }

    /** As bits, so that zeros have signs; every NaN the same. */
    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
