package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What modes change: golden vectors, and averages worked out by hand from the frameworks' definitions. */
class ModesTest {
    private static final float[] UP_TO_16 = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @Test
    void vector1AndVector9AreCountedAsOnnxCounts() {
        String expression = "avg_pool2d(x, kernel_size=3, stride=2, padding=1, ceil_mode=true, mode='onnx'%s)";
        Shape shape = Shape.of(1, 4, 4);
        assertThat(pooled(expression.formatted(", count_include_pad=true"), shape, UP_TO_16))
                .containsExactly(1.5555556f, 3.3333333f, 2, 6.3333335f, 11, 6, 4.5f, 7.5f, 4);
        assertThat(pooled(expression.formatted(""), shape, UP_TO_16))
                .containsExactly(3.5f, 5, 6, 9.5f, 11, 12, 13.5f, 15, 16);
    }

    @Test
    void vector7IsTheAverageOfTheTaps() {
        String same = "avg_pool1d(x, kernel_size=3, stride=2, padding='same', mode='%s')";
        assertThat(pooled(same.formatted("tensorflow"), Shape.of(1, 2), 10, 20)).containsExactly(15);
        assertThat(pooled(same.formatted("keras"), Shape.of(1, 2), 10, 20)).containsExactly(15);
        assertThat(pooled(same.formatted("onnx"), Shape.of(1, 2), 10, 20)).containsExactly(15);
        assertThat(pooled(same.formatted("flax"), Shape.of(1, 2), 10, 20)).containsExactly(10);
    }

    @Test
    void vector15IsTheNormOfAbsoluteValues() {
        assertThat(pooled("lp_pool1d(x, norm_type=3, kernel_size=1, mode='onnx')", Shape.of(1, 6), -1, -2, -3, 1, 2, 3))
                .containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(pooled(
                        "lp_pool1d(x, norm_type=2, kernel_size=2, stride=2, ceil_mode=true, mode='onnx')",
                        Shape.of(1, 3),
                        1,
                        1,
                        1))
                .containsExactly(1.4142135f, 1);
    }

    @Test
    void globalNormsTakeAbsoluteValuesWithOnnx() {
        assertThat(pooled("global_lp_pool(x, axes=[1], norm_type=1, mode='onnx')", Shape.of(1, 3), -1, -2, 3))
                .containsExactly(6);
        assertThat(pooled("global_lp_pool(x, axes=[1], norm_type=1)", Shape.of(1, 3), -1, -2, 3))
                .containsExactly(0);
    }

    @Test
    void wholeMapsSkipNotANumberWhereTheFrameworkDoes() {
        assertThat(pooled("global_avg_pool(x, axes=[1], mode='xarray')", Shape.of(1, 3), 1, Float.NaN, 3))
                .containsExactly(2);
        assertThat(pooled("global_max_pool(x, axes=[1], mode='gdal')", Shape.of(1, 3), 1, Float.NaN, 3))
                .containsExactly(3);
        assertThat(pooled("global_avg_pool(x, axes=[1], mode='tensorflow')", Shape.of(1, 3), 1, Float.NaN, 3))
                .containsExactly(Float.NaN);
    }

    @Test
    void adaptivePoolingIsPyTorchsAndKerass() {
        assertThat(pooled("adaptive_avg_pool1d(x, output_size=5, mode='keras')", Shape.of(1, 7), 0, 1, 2, 3, 4, 5, 6))
                .containsExactly(0.5f, 1.5f, 3, 4.5f, 5.5f);
        for (String mode : new String[] {"onnx", "tensorflow", "flax", "xarray", "gdal"}) {
            requireRefusal(
                    "adaptive_max_pool2d(x, output_size=3, mode='" + mode + "')",
                    "Invalid mode: '" + mode + "' for adaptive_max_pool2d (");
        }
    }

    @Test
    void stridesDefaultToOneOrToTheKernel() {
        String max = "max_pool1d(x, kernel_size=2, mode='%s')";
        Shape shape = Shape.of(1, 4);
        for (String mode : new String[] {"onnx", "tensorflow", "flax"}) {
            assertThat(pooled(max.formatted(mode), shape, 1, 2, 3, 4)).as(mode).containsExactly(2, 3, 4);
        }
        for (String mode : new String[] {"pytorch", "keras"}) {
            assertThat(pooled(max.formatted(mode), shape, 1, 2, 3, 4)).as(mode).containsExactly(2, 4);
        }
    }

    @Test
    void flaxDividesByTheWholeWindowUnlessToldOtherwise() {
        String average = "avg_pool1d(x, kernel_size=3, padding=[[2,1]], mode='flax'%s)";
        assertThat(pooled(average.formatted(""), Shape.of(1, 3), 3, 6, 9)).containsExactly(1, 3, 6, 5);
        assertThat(pooled(average.formatted(", count_include_pad=false"), Shape.of(1, 3), 3, 6, 9))
                .containsExactly(3, 4.5f, 6, 7.5f);
        assertThat(pooled("min_pool1d(x, kernel_size=2, mode='flax')", Shape.of(1, 3), 3, 6, 1))
                .containsExactly(3, 1);
    }

    @Test
    void coarseningSkipsNotANumber() {
        for (String mode : new String[] {"xarray", "gdal"}) {
            Shape shape = Shape.of(1, 6);
            float[] values = {1, Float.NaN, 3, 6, Float.NaN, Float.NaN};
            assertThat(pooled("avg_pool1d(x, kernel_size=2, mode='" + mode + "')", shape, values))
                    .containsExactly(1, 4.5f, Float.NaN);
            assertThat(pooled("max_pool1d(x, kernel_size=2, mode='" + mode + "')", shape, values))
                    .containsExactly(1, 6, Float.NaN);
            assertThat(pooled("min_pool1d(x, kernel_size=3, mode='" + mode + "')", shape, values))
                    .containsExactly(1, 6);
            assertThat(pooled("avg_pool1d(x, kernel_size=2, nodata=3, mode='" + mode + "')", shape, values))
                    .containsExactly(1, 6, 3);
        }
    }

    @Test
    void coarseningFillsTheAxisOrPads() {
        Shape shape = Shape.of(1, 3);
        assertThat(pooled("avg_pool1d(x, kernel_size=2, ceil_mode=true, mode='xarray')", shape, 1, 3, 7))
                .containsExactly(2, 7);
        assertThatThrownBy(() -> pooled("avg_pool1d(x, kernel_size=2, mode='xarray')", shape, 1, 3, 7))
                .hasMessage("Cannot pool 3 elements by 2 with mode='xarray': blocks must fill the axis, as with"
                        + " boundary='exact' (ceil_mode=true clips the last)");
        assertThatThrownBy(() -> pooled("avg_pool1d(x, kernel_size=2, mode='gdal')", shape, 1, 3, 7))
                .hasMessage("Cannot pool 3 elements by 2 with mode='gdal': blocks must fill the axis, else GDAL weighs"
                        + " fractions of pixels");
        requireRefusal(
                "avg_pool2d(x, kernel_size=2, stride=1, mode='xarray')",
                "Invalid stride: 1 with mode='xarray' (xarray has blocks side by side: leave it out)");
        requireRefusal(
                "avg_pool2d(x, kernel_size=2, padding='same', mode='gdal')",
                "Invalid padding: 'same' with mode='gdal' (GDAL has none)");
    }

    @Test
    void averagesOfIntegersMustSayWhatTheyBecome() {
        assertThatThrownBy(() -> Pooled.bind("avg_pool1d(x, kernel_size=2, mode='xarray')", ElementType.INT64, 1, 4))
                .hasMessage("Cannot pool int64 with avg_pool1d, mode='xarray': it takes floating point numbers");
    }

    @Test
    void onnxPadsUpToTheWindow() {
        assertThat(pooled("max_pool1d(x, kernel_size=3, padding=2, mode='onnx')", Shape.of(1, 4), 0, 1, 2, 3))
                .containsExactly(0, 1, 2, 3, 3, 3);
    }

    @Test
    void whatAFrameworkHasNotIsRefused() {
        requireRefusal(
                "max_pool2d(x, kernel_size=2, ceil_mode=true, mode='tensorflow')",
                "Invalid ceil_mode: true with mode='tensorflow' (TensorFlow has none)");
        requireRefusal(
                "max_pool2d(x, kernel_size=2, stride=2, dilation=2, mode='tensorflow')",
                "Invalid dilation: 2 with mode='tensorflow' (TensorFlow has dilation with stride 1 only)");
        requireRefusal(
                "avg_pool2d(x, kernel_size=3, padding=1, mode='keras')",
                "Invalid padding: 1 with mode='keras' (Keras has 'same' and 'valid' only)");
        requireRefusal(
                "max_pool2d(x, kernel_size=3, padding='same_lower', mode='keras')",
                "Invalid padding: 'same_lower' with mode='keras' (Keras has 'same' and 'valid' only)");
        requireRefusal(
                "avg_pool2d(x, kernel_size=3, count_include_pad=true, mode='keras')",
                "Invalid count_include_pad: true with mode='keras' (Keras has averages of the taps only)");
        requireRefusal(
                "avg_pool2d(x, kernel_size=3, divisor_override=2, mode='onnx')",
                "Invalid divisor_override: 2 with mode='onnx' (ONNX has none)");
        requireRefusal(
                "min_pool2d(x, kernel_size=2, mode='onnx')",
                "Invalid mode: 'onnx' for min_pool2d (ONNX has avg_pool, global_avg_pool, global_lp_pool, global_max_pool, lp_pool, max_pool, max_unpool, roi_align)");
        requireRefusal(
                "max_pool2d(x, kernel_size=2, return_indices=true, mode='keras')",
                "Invalid return_indices: true with mode='keras' (Keras has no indices within a plane)");
        requireRefusal(
                "max_pool2d(x, kernel_size=2, return_indices=true, storage_order=1)",
                "Invalid storage_order: 1 with mode='pytorch' (PyTorch has row-major order only)");
        requireRefusal("max_pool2d(x, kernel_size=2, mode='caffe')", "Invalid mode: 'caffe' (must be one of 'pytorch'");
    }

    @Test
    void oneTextForAllWaysToSayIt() {
        assertThat(canonical("avg_pool2d(x, kernel_size=2, stride=1, count_include_pad=false, mode='onnx')"))
                .isEqualTo("avg_pool2d(x, kernel_size=2, mode='onnx')");
        assertThat(canonical("avg_pool2d(x, kernel_size=2, stride=null, mode='onnx', count_include_pad=true)"))
                .isEqualTo("avg_pool2d(x, kernel_size=2, count_include_pad=true, mode='onnx')");
        assertThat(canonical("avg_pool2d(x, kernel_size=2, mode='pytorch', count_include_pad=true)"))
                .isEqualTo("avg_pool2d(x, kernel_size=2)");
    }

    private static String canonical(String expression) {
        return PoolingExpression.parse(expression).canonical();
    }

    private static void requireRefusal(String expression, String reason) {
        assertThatThrownBy(() -> PoolingExpression.parse(expression)).hasMessageContaining(reason);
    }

    private static float[] pooled(String expression, Shape shape, float... values) {
        return Pooled.floats(expression, shape, values);
    }
}
