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

/** Gradients small enough to work out by hand, in every layout, and what is refused. */
class GradientsTest {

    @Test
    void anElementOfTwoAdaptiveWindowsGetsAShareOfBoth() {
        assertThat(Pooled.floats("adaptive_avg_pool1d_backward(g, input_shape=3)", Shape.of(2), 1, 2))
                .containsExactly(0.5f, 1.5f, 1);
    }

    @Test
    void listsOfSizesFollowTheAxesThatTheExpressionNames() {
        float[] shares = Pooled.floats(
                "adaptive_avg_pool2d_backward(g, input_shape=[2,4], axes=[1,0])", Shape.of(2, 2), 4, 8, 12, 16);

        assertThat(shares).containsExactly(2, 4, 2, 4, 6, 8, 6, 8);
    }

    /** Of sqrt(3*3 + 4*4) the derivatives are 3/5 and 4/5; of a sum of 0 there are none. */
    @Test
    void aNormSharesItsGradientInProportion() {
        assertThat(lp("kernel_size=2", new float[] {3, 4, 0, 0}, 10, 10)).containsExactly(6, 8, 0, 0);
    }

    private static float[] lp(String arguments, float[] input, float... gradient) {
        TensorType type = TensorType.of(ElementType.FLOAT32, Shape.of(input.length));
        return apply(
                "lp_pool1d_backward(g, input='x', norm_type=2, %s)".formatted(arguments),
                gradient,
                "input",
                new TensorView(type).moveTo(input, 0));
    }

    @Test
    void unpooledElementsGetTheGradientOfTheirPlaces() {
        assertThat(unpool(3, 0, 3)).containsExactly(40, 10, 40);
        assertThatThrownBy(() -> unpool(3, 4))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("index 4 of a plane of 4 places");
    }

    private static float[] unpool(long... indices) {
        TensorType type = TensorType.of(ElementType.INT64, Shape.of(indices.length));
        return apply(
                "max_unpool1d_backward(g, indices='i')",
                new float[] {10, 20, 30, 40},
                "indices",
                new TensorView(type).moveTo(indices, 0));
    }

    private static float[] apply(String expression, float[] gradient, String parameter, TensorView companion) {
        TensorType type = TensorType.of(ElementType.FLOAT32, Shape.of(gradient.length));
        Pooling pooling = PoolingExpression.parse(expression).bind(type, Map.of(parameter, companion.type()));
        float[] result = new float[pooling.output().shape().elementCount()];
        TensorView[] inputs = {new TensorView(type).moveTo(gradient, 0), companion};
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }

    @Test
    void anInputThatDoesNotGiveTheGradientsShapeIsRefused() {
        assertThatThrownBy(() -> lp("kernel_size=2", new float[6], 1, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid input: float32 6 (lp_pool1d gives [3] of it, not [2] of float32)");
        assertThatThrownBy(() -> PoolingExpression.parse("max_unpool1d_backward(g, indices='i')")
                        .bind(
                                TensorType.of(ElementType.FLOAT32, Shape.of(2, 8)),
                                Map.of("indices", TensorType.of(ElementType.INT64, Shape.of(3, 4)))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid indices: int64 3x4 for float32 2x8 (may differ on the pooled axes alone)");
    }

    @Test
    void sixteenBitAveragesHaveNoGradientInThreeDimensions() {
        assertThatThrownBy(() -> Pooled.bind(
                        "avg_pool3d_backward(g, input_shape=2, kernel_size=2)", ElementType.FLOAT16, 1, 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot pool float16 with avg_pool3d_backward: it takes float32, float64");
    }
}
