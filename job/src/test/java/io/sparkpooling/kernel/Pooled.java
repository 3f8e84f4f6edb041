package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;

/** Shortest way for a test from an expression and an array to the pooled array. */
public final class Pooled {
    private Pooled() {}

    public static Pooling bind(String expression, ElementType type, int... shape) {
        return PoolingExpression.parse(expression).bind(TensorType.of(type, Shape.of(shape)));
    }

    public static float[] floats(String expression, Shape shape, float... values) {
        return (float[])
                apply(PoolingExpression.parse(expression).bind(TensorType.of(ElementType.FLOAT32, shape)), values);
    }

    public static Object apply(Pooling pooling, Object values) {
        return apply(Kernels.of(pooling), pooling, values);
    }

    public static Object apply(PoolingKernel kernel, Pooling pooling, Object values) {
        Object pooled =
                pooling.output().elementType().newArray(pooling.output().shape().elementCount());
        OneTensor.pool(kernel, pooling, values, 0, pooled, 0);
        return pooled;
    }
}
