package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Results that PyTorch 2.13.0 gave (CPU, contiguous), among them those that other engines are known to get wrong. Numbered are the
 * golden vectors, of which 13 and 14, of fractional windows, stand in {@link FractionalMaxPoolTest}.
 */
class PyTorchVectorsTest {
    private static final float NAN = Float.NaN;
    private static final float MINUS_INFINITY = Float.NEGATIVE_INFINITY;

    @Test
    void vector1AverageInCeilModeDoesNotCountTheOverhang() {
        assertThat(Pooled.floats(
                        "avg_pool2d(x, kernel_size=3, stride=2, padding=1, ceil_mode=true)",
                        Shape.of(4, 4),
                        range(1, 16)))
                .containsExactly(1.5555556f, 3.3333333f, 2, 6.3333335f, 11, 6, 4.5f, 7.5f, 4);
    }

    @Test
    void vector9AverageExcludesPaddingWhenAsked() {
        assertThat(Pooled.floats(
                        "avg_pool2d(x, kernel_size=3, stride=2, padding=1, ceil_mode=true, count_include_pad=false)",
                        Shape.of(4, 4),
                        range(1, 16)))
                .containsExactly(3.5f, 5, 6, 9.5f, 11, 12, 13.5f, 15, 16);
    }

    @Test
    void vector2AverageOfAClippedWindowDividesByItsTaps() {
        assertThat(Pooled.floats(
                        "avg_pool2d(x, kernel_size=2, stride=3, ceil_mode=true)", Shape.of(7, 7), range(0, 48)))
                .containsExactly(4, 7, 9.5f, 25, 28, 30.5f, 42.5f, 45.5f, 48);
    }

    @Test
    void vector3AdaptiveMaximumUsesOverlappingWindows() {
        assertThat(Pooled.floats("adaptive_max_pool2d(x, output_size=3)", Shape.of(5, 5), range(0, 24)))
                .containsExactly(6, 8, 9, 16, 18, 19, 21, 23, 24);
        assertThat(indices("adaptive_max_pool2d(x, output_size=3, return_indices=true)", Shape.of(5, 5), range(0, 24)))
                .containsExactly(6, 8, 9, 16, 18, 19, 21, 23, 24);
    }

    @Test
    void vector12AdaptiveMaximumRepeatsElementsWhereTheOutputIsLarger() {
        assertThat(Pooled.floats("adaptive_max_pool1d(x, output_size=5)", Shape.of(3), 1, 2, 3))
                .containsExactly(1, 2, 2, 3, 3);
        assertThat(indices("adaptive_max_pool1d(x, output_size=5, return_indices=true)", Shape.of(3), 1, 2, 3))
                .containsExactly(0, 1, 1, 2, 2);
    }

    @Test
    void vector4MaximumNeverSeesPadding() {
        assertThat(Pooled.floats("max_pool1d(x, kernel_size=2, stride=2, padding=1)", Shape.of(2), -1, -2))
                .containsExactly(-1, -2);
    }

    @Test
    void vector5DilatedWindowsSkipElementsAndMayBeEmpty() {
        assertThat(Pooled.floats("max_pool1d(x, kernel_size=2, stride=2, padding=1, dilation=2)", Shape.of(1), 1))
                .containsExactly(MINUS_INFINITY);
        assertThat(Pooled.floats("max_pool1d(x, kernel_size=2, stride=1, padding=1, dilation=2)", Shape.of(2), 1, 2))
                .containsExactly(2, 1);
        assertThat(Pooled.floats(
                        "max_pool1d(x, kernel_size=2, stride=2, padding=1, dilation=2, ceil_mode=true)",
                        Shape.of(2),
                        1,
                        2))
                .containsExactly(2, 2);
    }

    @Test
    void vector5DilatedIntegersWithCeilModeStayInsideTheMap() {
        String dilated = "max_pool2d(x, kernel_size=2, stride=2, padding=1, dilation=2, ceil_mode=true)";
        Pooling ofInts = Pooled.bind(dilated, ElementType.INT32, 2, 2);
        assertThat((int[]) Pooled.apply(ofInts, new int[] {-1, -2, -3, -4})).containsExactly(-4, -4, -4, -4);
        Pooling ofLongs = Pooled.bind(dilated, ElementType.INT64, 2, 2);
        assertThat((long[]) Pooled.apply(ofLongs, new long[] {-1, -2, -3, -4})).containsExactly(-4, -4, -4, -4);
    }

    @ParameterizedTest
    @CsvSource({
        "'max_pool3d(x, kernel_size=1, stride=2, ceil_mode=true)', '5,6,7', 3x3x4",
        "'max_pool3d(x, kernel_size=2, stride=2, padding=1)', '3,4,5', 2x3x3",
        "'max_pool3d(x, kernel_size=2, stride=2, padding=1, ceil_mode=true)', '3,4,5', 2x3x3",
        "'max_pool2d(x, kernel_size=1, stride=2, ceil_mode=true)', '6,7', 3x4",
        "'max_pool2d(x, kernel_size=3, stride=3, padding=1, ceil_mode=true)', '2,2', 1x1",
        "'max_pool2d(x, kernel_size=4, stride=4, padding=2, ceil_mode=true)', '9,9', 3x3",
        "'max_pool2d(x, kernel_size=3, stride=2, padding=1)', '64,112,112', 64x56x56"
    })
    void vector6OutputSizes(String expression, String sizes, String output) {
        int[] shape = java.util.Arrays.stream(sizes.split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        assertThat(Pooled.bind(expression, ElementType.FLOAT32, shape).output().shape())
                .hasToString(output);
    }

    @Test
    void vector7SamePaddingExtendsTheEnd() {
        assertThat(Pooled.floats(
                        "avg_pool1d(x, kernel_size=3, stride=2, padding='same', count_include_pad=false)",
                        Shape.of(2),
                        10,
                        20))
                .containsExactly(15);
    }

    @Test
    void vector8UnpoolingCountsPlacesOfTheOutputSize() {
        float[] plane = new float[25];
        plane[5] = 5;
        plane[7] = 6;
        plane[13] = 7;
        plane[15] = 8;
        assertThat(unpooled("max_unpool2d(x, indices='i', kernel_size=2, stride=2, output_size=5)"))
                .containsExactly(plane);
    }

    @Test
    void vector8UnpoolingWithOnnxKeepsTheLowCorner() {
        float[] plane = new float[25];
        plane[5 + 1] = 5;
        plane[5 + 3] = 6;
        plane[3 * 5 + 1] = 7;
        plane[3 * 5 + 3] = 8;
        assertThat(unpooled("max_unpool2d(x, indices='i', kernel_size=2, stride=2, output_size=5, mode='onnx')"))
                .containsExactly(plane);
    }

    @Test
    void vectors10And11NotANumberStaysTheMaximumAndTheLastIsTheIndex() {
        assertThat(indices("max_pool1d(x, kernel_size=5, return_indices=true)", Shape.of(5), 1, NAN, 3, NAN, 2))
                .containsExactly(3);
        assertThat(indices(
                        "max_pool2d(x, kernel_size=3, return_indices=true)",
                        Shape.of(3, 3),
                        NAN,
                        1,
                        NAN,
                        5,
                        NAN,
                        2,
                        1,
                        2,
                        3))
                .containsExactly(4);
        assertThat(Pooled.floats("max_pool1d(x, kernel_size=5)", Shape.of(5), 1, NAN, 3, NAN, 2))
                .containsExactly(NAN);
        assertThat(Pooled.floats("max_pool2d(x, kernel_size=3)", Shape.of(3, 3), NAN, 1, NAN, 5, NAN, 2, 1, 2, 3))
                .containsExactly(NAN);
    }

    @Test
    void theFirstOfTwoZerosIsTheMaximum() {
        assertThat(Pooled.floats("max_pool1d(x, kernel_size=2)", Shape.of(4), -0f, 0f, 0f, -0f))
                .usingElementComparator((a, b) -> Float.floatToRawIntBits(a) - Float.floatToRawIntBits(b))
                .containsExactly(-0f, 0f);
    }

    @Test
    void anAverageOfNegativeZerosIsPositiveZero() {
        assertThat(Pooled.floats("avg_pool1d(x, kernel_size=2)", Shape.of(2), -0f, -0f))
                .usingElementComparator((a, b) -> Float.floatToRawIntBits(a) - Float.floatToRawIntBits(b))
                .containsExactly(0f);
    }

    @Test
    void vector15NormsKeepTheSignsInside() {
        assertThat(Pooled.floats("lp_pool1d(x, norm_type=3, kernel_size=1)", Shape.of(6), -1, -2, -3, 1, 2, 3))
                .containsExactly(NAN, NAN, NAN, 1, 2, 3);
        assertThat(Pooled.floats("lp_pool1d(x, norm_type=1, kernel_size=1)", Shape.of(6), -1, -2, -3, 1, 2, 3))
                .containsExactly(-1, -2, -3, 1, 2, 3);
    }

    @Test
    void vector16NormsExtrapolateAClippedWindow() {
        assertThat(Pooled.floats("lp_pool1d(x, norm_type=2, kernel_size=2, ceil_mode=true)", Shape.of(3), 1, 1, 1))
                .containsExactly(1.4142135f, 1.4142135f);
    }

    @Test
    void vector17IntegersDivideTowardsZero() {
        Pooling pooling = Pooled.bind("avg_pool2d(x, kernel_size=2)", ElementType.INT64, 2, 2);
        assertThat((long[]) Pooled.apply(pooling, new long[] {-1, -2, -2, -2})).containsExactly(-1);
    }

    private static long[] indices(String expression, Shape shape, float... values) {
        Pooling pooling = Pooled.bind(expression, ElementType.FLOAT32, shape.toArray());
        TensorView[] outputs =
                pooling.outputs().stream().map(output -> empty(output.type())).toArray(TensorView[]::new);
        Kernels.of(pooling).pool(new TensorView[] {new TensorView(pooling.input()).moveTo(values, 0)}, outputs);
        return (long[]) outputs[1].carrier();
    }

    /** Of the values 5 to 8 with the indices of vector 8. */
    private static float[] unpooled(String expression) {
        TensorType values = TensorType.of(ElementType.FLOAT32, Shape.of(1, 2, 2));
        TensorType indices = TensorType.of(ElementType.INT64, Shape.of(1, 2, 2));
        Pooling pooling = PoolingExpression.parse(expression).bind(values, Map.of("indices", indices));
        TensorView output = empty(pooling.output());
        TensorView[] inputs = {
            new TensorView(values).moveTo(new float[] {5, 6, 7, 8}, 0),
            new TensorView(indices).moveTo(new long[] {5, 7, 13, 15}, 0)
        };
        Kernels.of(pooling).pool(inputs, new TensorView[] {output});
        return (float[]) output.carrier();
    }

    private static TensorView empty(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }

    private static float[] range(int first, int last) {
        float[] values = new float[last - first + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return values;
    }
}
