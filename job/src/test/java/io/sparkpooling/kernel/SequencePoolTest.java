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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences of four tokens with two features; expected values worked by hand. */
class SequencePoolTest {
    private static final TensorType TOKENS = TensorType.of(ElementType.FLOAT32, Shape.of(4, 2));
    private static final float NAN = Float.NaN;
    private static final float[] RIGHT = {1, 10, 3, 2, 8, -6, NAN, NAN};
    private static final float[] LEFT = {NAN, NAN, 1, 10, 3, 2, 8, -6};

    @ParameterizedTest
    @CsvSource({
        "mean, 4, 2",
        "max, 8, 10",
        "cls, 1, 10",
        "lasttoken, 8, -6",
        "mean_sqrt_len, 6.9282032302755, 3.4641016151378",
        "weightedmean, 5.1666666666667, -0.6666666666667"
    })
    void countsTheTokensThatAreNoPadding(String mode, double first, double second) {
        float[] expected = {(float) first, (float) second};
        String call = "sequence_pool(x, mode='%s', ".formatted(mode);
        assertThat(pool(call + "mask='m')", RIGHT, "mask", 1, 1, 1, 0)).containsExactly(expected);
        assertThat(pool(call + "mask='m')", LEFT, "mask", 0, 1, 1, 1)).containsExactly(expected);
        assertThat(pool(call + "lengths='n')", RIGHT, "lengths", 3)).containsExactly(expected);
        assertThat(pool(call + "lengths='n', padding_side='left')", LEFT, "lengths", 3))
                .containsExactly(expected);
    }

    @Test
    void severalModesStandOneAfterTheOther() {
        assertThat(pool("sequence_pool(x, mode=['cls','mean'], mask='m')", RIGHT, "mask", 1, 1, 0, 0))
                .containsExactly(1, 10, 2, 6);
    }

    @Test
    void featuresCanComeFirst() {
        Pooling pooling = Pooled.bind("sequence_pool(x, mode='mean', axes=[1])", ElementType.FLOAT32, 2, 3);
        assertThat((float[]) Pooled.apply(pooling, new float[] {1, 2, 6, 4, 4, 7}))
                .containsExactly(3, 5);
        assertThat(pooling.output().shape()).isEqualTo(Shape.of(2));
    }

    @ParameterizedTest
    @CsvSource({
        "5, length 5.0 of a sequence of 4 tokens",
        "-1, length -1.0 of a sequence of 4 tokens",
        "0, no token counts"
    })
    void refusesARowWhoseLengthCannotBe(int length, String reason) {
        assertThatThrownBy(() -> pool("sequence_pool(x, lengths='n')", RIGHT, "lengths", length))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesAMaskOfAnotherLength() {
        assertThatThrownBy(() -> pool("sequence_pool(x, mask='m')", RIGHT, "mask", 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid mask: int32 2 (must have 4 elements)");
    }

    private static float[] pool(String expression, float[] tokens, String parameter, int... companion) {
        TensorType type = TensorType.of(ElementType.INT32, Shape.of(companion.length));
        Pooling pooling = PoolingExpression.parse(expression).bind(TOKENS, Map.of(parameter, type));
        float[] result = new float[pooling.output().shape().elementCount()];
        TensorView[] inputs = {new TensorView(TOKENS).moveTo(tokens, 0), new TensorView(type).moveTo(companion, 0)};
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }
}
