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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which taps count, and in which type they are added. */
class ModifiersTest {
    private static final float NAN = Float.NaN;
    private static final float[] ROW = {1, NAN, 5, -9, NAN, NAN};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, nan='skip') | 1, 5, NaN",
                "min_pool1d(x, kernel_size=2, nan='skip') | 1, -9, NaN",
                "avg_pool1d(x, kernel_size=2, nan='skip') | 1, -2, NaN",
                "avg_pool1d(x, kernel_size=2, nan='skip', nodata=-9) | 1, 5, -9",
                "sum_pool1d(x, kernel_size=3, nan='skip') | 6, -9",
                "adaptive_avg_pool1d(x, output_size=2, nan='skip') | 3, -9",
                "max_pool1d(x, kernel_size=2, nodata=5) | NaN, -9, NaN",
                "avg_pool1d(x, kernel_size=2, divisor_override=4, nan='skip') | 0.25, -1, NaN",
                "blur_pool1d(x, filter_size=3, stride=2, nan='skip') | 1, 0.33333334, -9",
                "blur_pool1d(x, filter_size=3, stride=2, padding='zero', nan='skip') | 0.6666667, 0.33333334, -9",
                "blur_pool1d(x, filter_size=3, stride=3, nodata=5, nan='skip') | 1, -9"
            })
    void leavesOutNanAndNodata(String expression, String expected) {
        assertThat(pooled(expression, ROW)).containsExactly(floats(expected));
    }

    @Test
    void refusesTheRowWhereNanIsAnError() {
        assertThatThrownBy(() -> pooled("max_pool1d(x, kernel_size=2, nan='error')", ROW))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("element 1 is NaN (nan='error')");
    }

    @Test
    void countsWhatTheMaskOfThePlacesDoesNotHide() {
        TensorType input = TensorType.of(ElementType.FLOAT32, Shape.of(2, 4));
        TensorType mask = TensorType.of(ElementType.UINT8, Shape.of(4));
        float[] result = masked(input, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, mask, new byte[] {1, 0, 1, 1});
        assertThat(result).containsExactly(1, 3.5f, 5, 7.5f);
    }

    @Test
    void countsWhatTheMaskOfTheElementsDoesNotHide() {
        TensorType input = TensorType.of(ElementType.FLOAT32, Shape.of(2, 2));
        TensorType mask = TensorType.of(ElementType.BOOL, Shape.of(2, 2));
        assertThat(masked(input, new float[] {1, 2, 3, 4}, mask, new byte[] {1, 0, 0, 0}))
                .containsExactly(1, NAN);
    }

    private static float[] masked(TensorType input, float[] values, TensorType mask, byte[] bits) {
        Pooling pooling = PoolingExpression.parse("avg_pool1d(x, kernel_size=2, mask='m')")
                .bind(input, Map.of("mask", mask));
        float[] result = new float[pooling.output().shape().elementCount()];
        TensorView[] inputs = {new TensorView(input).moveTo(values, 0), new TensorView(mask).moveTo(bits, 0)};
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avg_pool2d(x, kernel_size=3)",
                "sum_pool2d(x, kernel_size=3)",
                "adaptive_avg_pool2d(x, output_size=2)"
            })
    void addsInFloat64WhereAsked(String expression) {
        String wide = expression.replace(")", ", accumulate='float64')");
        Random random = new Random(7);
        float[] narrow = new float[36];
        double[] widened = new double[36];
        for (int i = 0; i < 36; i++) {
            narrow[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9)));
            widened[i] = narrow[i];
        }
        float[] result = (float[]) Pooled.apply(Pooled.bind(wide, ElementType.FLOAT32, 6, 6), narrow);
        double[] expected = (double[]) Pooled.apply(Pooled.bind(expression, ElementType.FLOAT64, 6, 6), widened);
        for (int i = 0; i < result.length; i++) {
            assertThat(result[i]).isEqualTo((float) expected[i]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(x, kernel_size=2, return_indices=true, nan='skip') | float32 | Invalid return_indices: true with nan,"
                        + " nodata, mask or weights (cannot be combined)",
                "avg_pool1d(x, kernel_size=3, padding=1, nan='skip') | float32 | Invalid count_include_pad: true with nan, nodata,"
                        + " mask or weights (padding counts, but a left-out tap does not: say count_include_pad=false)",
                "max_pool1d(x, kernel_size=2, accumulate='float64') | float32 | Invalid accumulate: 'float64' (max_pool1d of float32"
                        + " adds nothing in a float type)",
                "max_pool1d(x, kernel_size=2, nodata=0.5) | int8 | Invalid nodata: 0.5 (no value of int8)"
            })
    void refusesWhatCannotBeCombined(String expression, String type, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.named(type), 6))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    private static float[] pooled(String expression, float... row) {
        return (float[]) Pooled.apply(Pooled.bind(expression, ElementType.FLOAT32, row.length), row);
    }

    private static float[] floats(String numbers) {
        String[] words = numbers.split(", ");
        float[] floats = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            floats[i] = Float.parseFloat(words[i]);
        }
        return floats;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"truncate | 1, -1, 2, 0", "round | 2, -2, 2, 0"})
    void roundsIntegerAveragesAsAsked(String rule, String expected) {
        byte[] values = {1, 2, -1, -2, 2, 3, 0, 1};
        byte[] result = (byte[]) Pooled.apply(
                Pooled.bind("avg_pool1d(x, kernel_size=2, integer_result='" + rule + "')", ElementType.INT8, 8),
                values);
        float[] wanted = floats(expected);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((float) result[i]).isEqualTo(wanted[i]);
        }
    }

    @Test
    void averagesOfIntegersCanBeFloats() {
        Pooling pooling = Pooled.bind("avg_pool1d(x, kernel_size=2, integer_result='float')", ElementType.UINT8, 2);
        assertThat((float[]) Pooled.apply(pooling, new byte[] {1, (byte) 254})).containsExactly(127.5f);
    }

    @Test
    void largestUint64IsNoNegativeNumber() {
        Pooling pooling = Pooled.bind("max_pool1d(x, kernel_size=2)", ElementType.UINT64, 2);
        assertThat((long[]) Pooled.apply(pooling, new long[] {1, -1})).containsExactly(-1);
    }

    @Test
    void areasOfElementsThatDoNotCountLeaveTheDivisor() {
        float[] row = {1, 2, NAN, 4, 5, 6};
        // two rows of three: each output column is one and a half elements wide
        assertThat(Pooled.floats("area_pool2d(x, output_size=[1,2], nan='skip')", Shape.of(2, 3), row))
                .containsExactly((1 + 4 + (2 + 5) / 2f) / 3, ((2 + 5) / 2f + 6) / 2);
        assertThat(Pooled.floats("area_pool2d(x, output_size=[2,1], nan='skip', nodata=1)", Shape.of(2, 3), row))
                .containsExactly(2, 5);
    }
}
