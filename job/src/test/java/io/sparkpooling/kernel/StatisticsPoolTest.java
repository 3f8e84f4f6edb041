package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

/** Two features over five frames; expected are numpy's {@code mean} and {@code std(ddof=1)} of the frames that count. */
class StatisticsPoolTest {
    private static final TensorType FRAMES = TensorType.of(ElementType.FLOAT64, Shape.of(2, 5));
    private static final double[] VALUES = {1, 4, 2, 9, 5, 0.5, -3, 2, 1, 7};

    @Test
    void areMeanAndDeviationOverTime() {
        Pooling pooling = Pooled.bind("statistics_pool(x)", ElementType.FLOAT64, 2, 5);
        assertThat((double[]) Pooled.apply(pooling, VALUES))
                .containsExactly(new double[] {4.2, 1.5, 3.1144823004794877, 3.605551275463989}, within(1e-14));
    }

    @Test
    void countTheFramesThatAreNoPadding() {
        assertThat(pool("statistics_pool(x, mask='m')", "mask", 1, 0, 1, 0, 1))
                .containsExactly(new double[] {8 / 3.0, 9.5 / 3, 2.081665999466133, 3.4034296427770228}, within(1e-14));
        assertThat(pool("statistics_pool(x, lengths='n')", "lengths", 3))
                .containsExactly(
                        new double[] {7 / 3.0, -0.5 / 3, 1.5275252316519468, 2.565800719723442}, within(1e-14));
        assertThat(pool("statistics_pool(x, lengths='n', padding_side='left')", "lengths", 2))
                .containsExactly(new double[] {7, 4, Math.sqrt(8), Math.sqrt(18)}, within(1e-14));
        assertThat(pool("statistics_pool(x, lengths='n')", "lengths", 1))
                .containsExactly(1, 0.5, Double.NaN, Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"6, length 6.0 of a sequence of 5 tokens", "0, no frame counts"})
    void refuseARowWhoseLengthCannotBe(int length, String reason) {
        assertThatThrownBy(() -> pool("statistics_pool(x, lengths='n')", "lengths", length))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage(reason);
    }

    @Test
    void refuseAMaskOfAnotherLength() {
        assertThatThrownBy(() -> pool("statistics_pool(x, mask='m')", "mask", 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid mask: int32 2 (must have 5 elements)");
    }

    private static double[] pool(String expression, String parameter, int... companion) {
        TensorType type = TensorType.of(ElementType.INT32, Shape.of(companion.length));
        Pooling pooling = PoolingExpression.parse(expression).bind(FRAMES, Map.of(parameter, type));
        double[] result = new double[pooling.output().shape().elementCount()];
        TensorView[] inputs = {new TensorView(FRAMES).moveTo(VALUES, 0), new TensorView(type).moveTo(companion, 0)};
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }
}
