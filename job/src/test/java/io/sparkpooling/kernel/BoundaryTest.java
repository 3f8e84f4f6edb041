package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What sliding windows do at the ends of an axis. */
class BoundaryTest {
    private static final long SEED = System.nanoTime();
    private static final int SIZE = 7;

    /** Sliding operations whose results do not depend on a place or on the rest of the map. */
    static Stream<Operation> sliding() {
        return Samples.operations()
                .filter(operation -> has(operation, "boundary") && !has(operation, "seed"))
                .filter(operation -> operation.pooledAxes().orElseThrow() <= 2);
    }

    private static boolean has(Operation operation, String name) {
        return operation.parameters().stream().map(Parameter::name).anyMatch(name::equals);
    }

    @Test
    void everySlidingOperationHasABoundary() {
        Stream<Operation> without = Samples.operations()
                .filter(operation ->
                        has(operation, "ceil_mode") && has(operation, "stride") && !has(operation, "boundary"));
        assertThat(without.map(Operation::name)).isEmpty();
        assertThat(sliding()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, boundary='trim') | 2, 4",
                "max_pool1d(x, kernel_size=2, boundary='pad') | 2, 4, 5",
                "avg_pool1d(x, kernel_size=2, boundary='pad') | 1.5, 3.5, 5",
                "max_pool1d(x, kernel_size=3, stride=2, boundary='exact') | 3, 5",
                "sum_pool1d(x, kernel_size=3, stride=1, padding=1, boundary='reflect') | 5, 6, 9, 12, 13",
                "sum_pool1d(x, kernel_size=3, stride=1, padding=1, boundary='replicate') | 4, 6, 9, 12, 14",
                "avg_pool1d(x, kernel_size=3, stride=1, padding=1, boundary='replicate', mask=null) | "
                        + "1.3333334, 2, 3, 4, 4.6666665",
                "sum_pool1d(x, kernel_size=4, stride=3, padding=[[2,1]], boundary='reflect') | 8, 14",
                "sum_pool1d(x, kernel_size=4, stride=2, padding=1, ceil_mode=true, boundary='reflect') | 8, 14, 13",
                "sum_pool1d(x, kernel_size=3, stride=2, padding='same', boundary='replicate') | 4, 9, 14",
                "lp_pool1d(x, norm_type=1, kernel_size=3, stride=2, padding=1, boundary='reflect') | 5, 9, 13",
                "avg_pool1d(x, kernel_size=2, boundary='trim', mode='xarray') | 1.5, 3.5",
                "avg_pool1d(x, kernel_size=2, boundary='pad', mode='xarray') | 1.5, 3.5, 5",
                "max_pool1d(x, kernel_size=3, stride=1, padding=1, boundary='reflect', nodata=2) | 1, 3, 4, 5, 5"
            })
    void doesAsSaidAtTheEnds(String expression, String expected) {
        assertThat(Pooled.floats(expression, Shape.of(5), 1, 2, 3, 4, 5)).containsExactly(numbers(expected));
    }

    private static float[] numbers(String text) {
        String[] words = text.split(", ");
        float[] numbers = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("sliding")
    void filledPaddingIsTheMapPaddedBefore(Operation operation) {
        Random random = new Random(SEED);
        int axes = operation.pooledAxes().orElseThrow();
        for (String boundary : new String[] {"reflect", "replicate"}) {
            for (int begin = 0; begin <= 2; begin++) {
                int end = random.nextInt(3);
                float[] map = new float[(int) Math.pow(SIZE, axes)];
                for (int i = 0; i < map.length; i++) {
                    map[i] = random.nextFloat() * 9;
                }
                String pair = "[" + begin + "," + end + "]";
                String padding =
                        ", padding=[%s], boundary='%s'".formatted(axes == 1 ? pair : pair + "," + pair, boundary);
                int size = SIZE + begin + end;
                assertThat(Pooled.floats(call(operation, padding), shape(axes, SIZE), map))
                        .as("%s, seed %d", call(operation, padding), SEED)
                        .containsExactly(Pooled.floats(
                                call(operation, ""),
                                shape(axes, size),
                                padded(map, axes, begin, size, boundary.equals("reflect"))));
            }
        }
    }

    private static String call(Operation operation, String padding) {
        StringBuilder arguments = new StringBuilder("x, kernel_size=3, stride=2").append(padding);
        operation.parameters().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty() && parameter.type() != ParameterType.SIZES)
                .forEach(parameter ->
                        arguments.append(", ").append(parameter.name()).append("=1"));
        return operation.name() + "(" + arguments + ")";
    }

    private static Shape shape(int axes, int size) {
        return Shape.of(IntStream.generate(() -> size).limit(axes).toArray());
    }

    /** As {@code numpy.pad}: every place of the larger map looked up in the smaller one. */
    private static float[] padded(float[] map, int axes, int begin, int size, boolean reflect) {
        float[] larger = new float[(int) Math.pow(size, axes)];
        for (int i = 0; i < larger.length; i++) {
            int column = source(i % size - begin, reflect);
            int row = axes == 1 ? 0 : source(i / size - begin, reflect);
            larger[i] = map[row * SIZE + column];
        }
        return larger;
    }

    private static int source(int position, boolean reflect) {
        if (position >= 0 && position < SIZE) {
            return position;
        }
        if (reflect) {
            return position < 0 ? -position : 2 * (SIZE - 1) - position;
        }
        return position < 0 ? 0 : SIZE - 1;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, boundary='exact') | Cannot pool 5 elements with kernel_size 2, stride 2, padding [0,0],"
                        + " dilation 1, boundary='exact': windows do not fill the axis",
                "max_pool1d(x, kernel_size=2, ceil_mode=true, boundary='trim') | Invalid boundary: 'trim' with ceil_mode=true"
                        + " (a last window that does not fit is either kept or not)",
                "max_pool1d(x, kernel_size=2, ceil_mode=true, boundary='exact') | Invalid boundary: 'exact' with ceil_mode=true"
                        + " (a last window that does not fit is either kept or not)",
                "avg_pool1d(x, kernel_size=3, padding=1, count_include_pad=false, boundary='reflect') | Invalid boundary: 'reflect'"
                        + " with count_include_pad=false (padding that is filled counts)",
                "max_pool1d(x, kernel_size=3, padding=1, return_indices=true, boundary='replicate') | Invalid boundary: 'replicate'"
                        + " with return_indices=true (a place in padding has no index)",
                "max_pool1d(x, kernel_size=12, padding=5, boundary='reflect') | Invalid boundary: 'reflect' with padding 5 (an axis of"
                        + " 5 has no 5 elements to mirror)",
                "lp_pool1d(x, norm_type=2, kernel_size=2, padding=1, dilation=2, boundary='reflect') | Invalid padding or dilation of"
                        + " lp_pool1d (PyTorch's has neither; say mode='onnx')"
            })
    void refusesContradictions(String expression, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.FLOAT32, 5))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, boundary='pad', mode='keras') | Invalid boundary: 'pad' with mode='keras' (Keras has no"
                        + " clipped windows)",
                "avg_pool1d(x, kernel_size=2, boundary='reflect', mode='onnx') | Invalid boundary: 'reflect' with mode='onnx' (ONNX has"
                        + " no padding with values)"
            })
    void refusesWhatAFrameworkHasNot(String expression, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.FLOAT32, 5))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }
}
