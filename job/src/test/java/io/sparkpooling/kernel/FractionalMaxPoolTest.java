package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fractional pooling: vectors that PyTorch 2.13.0 gave, what is drawn without samples, and what is refused. */
class FractionalMaxPoolTest {

    @Test
    void vector13TheSamplesPlaceTheWindowsOfWidthAndHeight() {
        assertThat(indices("kernel_size=2, output_size=4", Shape.of(10, 10), 0, 0.99f))
                .containsExactly(11, 13, 16, 19, 41, 43, 46, 49, 61, 63, 66, 69, 91, 93, 96, 99);
    }

    @Test
    void vector14TwoWindowsAnAxisLieAtItsEnds() {
        assertThat(indices("kernel_size=2, output_size=2", Shape.of(4, 4), 0.5f, 0.5f))
                .containsExactly(5, 7, 13, 15);
    }

    private static long[] indices(String arguments, Shape shape, float... samples) {
        Pooling pooling = sampled(arguments, shape);
        TensorView[] outputs = pooling.outputs().stream()
                .map(output -> new TensorView(output.type())
                        .moveTo(
                                output.type()
                                        .elementType()
                                        .newArray(output.type().shape().elementCount()),
                                0))
                .toArray(TensorView[]::new);
        float[] values = upTo(shape.elementCount());
        Kernels.of(pooling)
                .pool(
                        new TensorView[] {
                            new TensorView(pooling.inputs().get(0)).moveTo(values, 0),
                            new TensorView(pooling.inputs().get(1)).moveTo(samples, 0)
                        },
                        outputs);
        long[] indices = (long[]) outputs[1].carrier();
        float[] pooled = (float[]) outputs[0].carrier();
        for (int i = 0; i < indices.length; i++) {
            assertThat(pooled[i]).isEqualTo(values[(int) indices[i]]);
        }
        return indices;
    }

    private static Pooling sampled(String arguments, Shape shape) {
        TensorType type = TensorType.of(ElementType.FLOAT32, shape);
        return PoolingExpression.parse(
                        "fractional_max_pool2d(x, return_indices=true, random_samples='u', " + arguments + ")")
                .bind(type, Map.of("random_samples", TensorType.of(ElementType.FLOAT32, Shape.of(2))));
    }

    private static float[] upTo(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }

    /** As PyTorch's {@code int(in * ratio)}: 0.7 of 10 is 7, 0.29 of 100 is 28, since float64 says 28.999999999999996. */
    @ParameterizedTest
    @CsvSource({"10, 0.7, 7", "100, 0.29, 28", "9, 0.5, 4"})
    void aRatioGivesTheSizeWithoutItsFraction(int size, String ratio, int expected) {
        Pooling pooling = Pooled.bind(
                "fractional_max_pool2d(x, kernel_size=1, output_ratio=[%s, 0.5])".formatted(ratio),
                ElementType.FLOAT32,
                size,
                8);
        assertThat(pooling.output().shape()).isEqualTo(Shape.of(expected, 4));
    }

    @Test
    void whatIsDrawnDependsOnTheSeedThePlaneAndItsElementsAlone() {
        float[] plane = upTo(30 * 30);
        float[] twoPlanes = Arrays.copyOf(plane, 2 * plane.length);
        System.arraycopy(plane, 0, twoPlanes, plane.length, plane.length);
        Shape one = Shape.of(1, 30, 30);
        Shape two = Shape.of(2, 30, 30);
        float[] alone = Pooled.floats(drawn(0), one, plane);
        float[] both = Pooled.floats(drawn(0), two, twoPlanes);

        assertThat(Pooled.floats(drawn(0), one, plane)).containsExactly(alone);
        assertThat(Arrays.copyOf(both, alone.length)).containsExactly(alone);
        assertThat(Arrays.copyOfRange(both, alone.length, both.length)).isNotEqualTo(alone);
        assertThat(Pooled.floats(drawn(1), one, plane)).isNotEqualTo(alone);
        assertThat(Pooled.floats(drawn(0).replace(", seed=0", ""), one, plane)).containsExactly(alone);
    }

    private static String drawn(int seed) {
        return "fractional_max_pool2d(x, kernel_size=2, output_size=17, seed=%d)".formatted(seed);
    }

    /** A second window of 5 elements, 2 wide, 3 in all, starts at 1 for u below 1/3 and from 2/3 on, else at 2. */
    @Test
    void whatIsDrawnIsEvenlyDistributed() {
        int planes = 200;
        float[] values = upTo(planes * 25);
        float[] pooled = Pooled.floats(
                "fractional_max_pool2d(x, kernel_size=2, output_size=[3,3])", Shape.of(planes, 5, 5), values);
        long early = 0;
        for (int plane = 0; plane < planes; plane++) {
            int column = (int) (pooled[plane * 9 + 1] - plane * 25) % 5;
            assertThat(column).isBetween(2, 3);
            early += column == 2 ? 1 : 0;
        }
        assertThat(early).isBetween(planes * 2 / 3L - 25, planes * 2 / 3L + 25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2d(x, kernel_size=3, output_size=7) | Cannot pool an axis of 8 elements to 7 with fractional_max_pool2d,"
                        + " kernel_size 3: the output must have 1 to size - kernel_size + 1 elements",
                "3d(x, kernel_size=3, output_size=6) | Cannot pool an axis of 8 elements to 6 with fractional_max_pool3d,"
                        + " kernel_size 3: the output must have 1 to size - kernel_size elements",
                "2d(x, kernel_size=3) | Invalid output_size: null with output_ratio null (give one of them)",
                "2d(x, kernel_size=3, output_size=2, output_ratio=0.5) | Invalid output_size: 2 with output_ratio 0.5 (give one of them)",
                "2d(x, kernel_size=3, output_ratio=0.1) | Cannot pool an axis of 8 elements to 0 with fractional_max_pool2d,"
                        + " kernel_size 3: the output must have 1 to size - kernel_size + 1 elements",
                "2d(x, kernel_size=3, output_ratio=1.0) | Invalid output_ratio: 1.0 (must be a number above 0 and below 1, or a list"
                        + " with one for each pooled axis, or null)"
            })
    void whatPyTorchRefusesIsRefused(String call, String message) {
        assertThatThrownBy(() -> Pooled.bind("fractional_max_pool" + call, ElementType.FLOAT32, 2, 8, 8, 8))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> PoolingExpression.parse(
                                "fractional_max_pool2d(x, kernel_size=2, output_size=2, random_samples='u')")
                        .bind(
                                TensorType.of(ElementType.FLOAT32, Shape.of(3, 4, 4)),
                                Map.of("random_samples", TensorType.of(ElementType.FLOAT32, Shape.of(2, 2)))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid random_samples: float32 2x2 for float32 3x4x4 (must be float32, 3 planes x 2)");
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
    void aSampleThatIsNoFractionMakesABadRow(float sample) {
        assertThatThrownBy(() -> indices("kernel_size=2, output_size=2", Shape.of(4, 4), 0, sample))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("sample %s (must be from 0 to 1)".formatted((double) sample));
    }
}
