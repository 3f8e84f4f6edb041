package io.sparkpooling.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "max_pool2d(x, kernel_size=2) | 8,6,4 | | [1, 2]",
                "max_pool1d(x, kernel_size=2) | 8,6 | | [1]",
                "max_pool2d(x, kernel_size=2) | 6,4 | | [0, 1]",
                "max_pool2d(x, kernel_size=2) | 6,4,8 | H,W,C | [0, 1]",
                "max_pool2d(x, kernel_size=2) | 3,6,4,8 | D,H,W,C | [1, 2]",
                "max_pool3d(x, kernel_size=2) | 8,6,4,4 | C,T,H,W | [1, 2, 3]",
                "max_pool1d(x, kernel_size=2) | 6,8 | time,channel | [0]",
                "max_pool2d(x, kernel_size=2) | 8,6,4 | a,b,c | [1, 2]",
                "max_pool2d(x, kernel_size=2, layout='HWC') | 8,6,4 | | [0, 1]",
                "max_pool2d(x, kernel_size=2, layout='HWC') | 8,6,4 | C,H,W | [0, 1]",
                "max_pool2d(x, kernel_size=2, axes=[0,-1]) | 8,6,4 | | [0, 2]",
                "max_pool2d(x, kernel_size=2, axes=['C','W']) | 8,6,4 | C,H,W | [0, 2]",
                "max_pool2d(x, kernel_size=2, axes=['A','C'], layout='AYC') | 8,6,4 | | [0, 2]",
                "global_avg_pool(x) | 8,6,4 | | [1, 2]",
                "global_avg_pool(x) | 8,6,4,2 | | [1, 2, 3]",
                "global_avg_pool(x) | 197,768 | L,C | [0]",
                "global_max_pool(x, axes=[0]) | 197,768 | | [0]"
            })
    void choosesThePooledAxes(String expression, String sizes, String names, String axes) {
        TensorType input = type(sizes).withDimNames(names == null ? List.of() : List.of(names.split(",")));

        assertThat(((WindowedPooling)
                                PoolingExpression.parse(expression).bind(input).computation())
                        .axes())
                .hasToString(axes);
    }

    @Test
    void countsAxesLogicallyWhereTheColumnIsPermuted() {
        TensorType channelsLast = new TensorType(ElementType.FLOAT32, Shape.of(6, 4, 8), List.of(), List.of(2, 0, 1));

        Pooling pooling =
                PoolingExpression.parse("max_pool2d(x, kernel_size=2)").bind(channelsLast);

        assertThat(((WindowedPooling) pooling.computation()).axes()).containsExactly(0, 1);
        assertThat(pooling.output())
                .isEqualTo(new TensorType(ElementType.FLOAT32, Shape.of(3, 2, 8), List.of(), List.of(2, 0, 1)));
    }

    @Test
    void givesEachListedAxisItsOwnParameters() {
        assertThat(PoolingExpression.parse("max_pool2d(x, kernel_size=[4,2], axes=[2,1])")
                        .bind(type("1,8,8"))
                        .output()
                        .shape())
                .hasToString("1x4x2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "max_pool2d(x, kernel_size=3, padding=2) | 8,9,9 | Invalid padding: 2 with kernel_size 3 (must be at most"
                        + " kernel_size / 2 = 1)",
                "max_pool2d(x, kernel_size=3, padding=2, dilation=2) | 8,9,9 | Invalid padding: 2 with kernel_size 3 (must be at"
                        + " most kernel_size / 2 = 1)",
                "max_pool2d(x, kernel_size=3, padding=[[3,0],0]) | 8,9,9 | Invalid padding: [3,0] with kernel_size 3, dilation 1"
                        + " (must be less than the window's extent 3)",
                "max_pool2d(x, kernel_size=3) | 8,1,5 | Cannot pool 8x1x5 with kernel 3x3, padding 0: the output would be empty",
                "max_pool2d(x, kernel_size=2, padding=1, dilation=9) | 8,1,5 | Cannot pool 8x1x5 with kernel 2x2, padding 1x1,"
                        + " dilation 9x9: the output would be empty",
                "avg_pool3d(x, kernel_size=3, padding=1) | 1,2,5,5 | Cannot pool with avg_pool3d: an axis of 2 elements is"
                        + " smaller than kernel_size 3",
                "max_pool2d(x, kernel_size=3) | 8,0,5 | Cannot pool float32 8x0x5: it has no elements",
                "max_pool3d(x, kernel_size=3) | 8,5 | Cannot pool float32 8x5 with max_pool3d: it has too few axes",
                "global_avg_pool(x) | 8 | Cannot pool float32 8 with global_avg_pool: it has too few axes",
                "max_pool2d(x, kernel_size=3, axes=[1]) | 8,5,5 | Invalid axes: [1] (max_pool2d pools 2 of the axes of float32"
                        + " 8x5x5)",
                "max_pool2d(x, kernel_size=3, axes=[1,-2]) | 8,5,5 | Invalid axes: [1, 1] (one of them twice)",
                "max_pool2d(x, kernel_size=3, axes=[1,3]) | 8,5,5 | Invalid axes: 3 (float32 8x5x5 has axes -3 .. 2)",
                "max_pool2d(x, kernel_size=3, axes=['H','W']) | 8,5,5 | Unknown axis: H (the axes of float32 8x5x5 have no names;"
                        + " say layout='CHW' or the like)",
                "max_pool2d(x, kernel_size=3, layout='CHW', axes=['H','D']) | 8,5,5 | Unknown axis: D (known: C, H, W)",
                "max_pool2d(x, kernel_size=3, layout='HW') | 8,5,5 | Invalid layout: 'HW' (float32 8x5x5 has 3 axes)",
                "max_pool2d(x, kernel_size=3, layout='AKW') | 8,5,5 | Cannot choose the axes of max_pool2d: of [A, K, W], 2 of D,"
                        + " H, W, L, T are needed (say axes=[...])"
            })
    void refusesWhatCannotBePooled(String expression, String sizes, String message) {
        assertThatThrownBy(() -> PoolingExpression.parse(expression).bind(type(sizes)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesElementTypesThatTheOperationDoesNotTake() {
        TensorType input = TensorType.of(ElementType.INT32, Shape.of(4, 4));

        assertThatThrownBy(() -> PoolingExpression.parse("statistics_pool(x)").bind(input))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot pool int32 with statistics_pool: it takes float16, bfloat16, float32, float64");
    }

    @Test
    void tellsWhichBordersNoWindowCovers() {
        Pooling pooling = PoolingExpression.parse("max_pool2d(x, kernel_size=[2,4], stride=[2,4])")
                .bind(type("3,7,7").withDimNames(List.of("C", "H", "W")));

        assertThat(pooling.uncovered()).containsExactly(new Border("H", 1, 1), new Border("W", 2, 3));
    }

    @Test
    void paddingAndCeilModeLeaveNoBorder() {
        assertThat(PoolingExpression.parse("max_pool2d(x, kernel_size=2, ceil_mode=true)")
                        .bind(type("3,7,7"))
                        .uncovered())
                .isEmpty();
    }

    private static TensorType type(String sizes) {
        return TensorType.of(
                ElementType.FLOAT32,
                Shape.of(Arrays.stream(sizes.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray()));
    }
}
